package kz.digitaltenge.node.purse;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The free coins of a pouch, ordered. An AVL tree whose nodes are the coins themselves: a million
/// customers with one coin each have no set, no entries and no boxes. Insertion, removal and search
/// take O(log n). Not for use by two threads. Adelson-Velsky and Landis, 1962.
final class CoinTree {
  private @Nullable Coin root;
  private int count;

  int count() {
    return count;
  }

  /// Adds a coin; false when it is there already.
  boolean add(Coin coin) {
    if (contains(coin)) {
      return false;
    }
    coin.left = null;
    coin.right = null;
    coin.height = 1;
    root = insert(root, coin);
    count++;
    return true;
  }

  /// Takes a coin out; false when it is not there.
  boolean remove(Coin coin) {
    if (!contains(coin)) {
      return false;
    }
    root = delete(root, coin);
    count--;
    return true;
  }

  boolean contains(Coin coin) {
    var node = root;
    while (node != null) {
      var order = coin.compareTo(node);
      if (order == 0) {
        return true;
      }
      node = order < 0 ? node.left : node.right;
    }
    return false;
  }

  /// The smallest coin worth at least so much.
  @Nullable Coin ceiling(long tiyn) {
    Coin found = null;
    var node = root;
    while (node != null) {
      if (node.tiyn >= tiyn) {
        found = node;
        node = node.left;
      } else {
        node = node.right;
      }
    }
    return found;
  }

  @Nullable Coin largest() {
    var node = root;
    while (node != null && node.right != null) {
      node = node.right;
    }
    return node;
  }

  /// Shows coins from the largest down until the visitor has seen enough.
  void descending(Predicate<Coin> goOn) {
    descend(root, goOn);
  }

  /// Shows coins from the smallest up until the visitor has seen enough.
  void ascending(Predicate<Coin> goOn) {
    ascend(root, goOn);
  }

  private static boolean descend(@Nullable Coin node, Predicate<Coin> goOn) {
    return node == null
        || (descend(node.right, goOn) && goOn.test(node) && descend(node.left, goOn));
  }

  private static boolean ascend(@Nullable Coin node, Predicate<Coin> goOn) {
    return node == null || (ascend(node.left, goOn) && goOn.test(node) && ascend(node.right, goOn));
  }

  private static Coin insert(@Nullable Coin node, Coin coin) {
    if (node == null) {
      return coin;
    }
    if (coin.compareTo(node) < 0) {
      node.left = insert(node.left, coin);
    } else {
      node.right = insert(node.right, coin);
    }
    return balanced(node);
  }

  private static @Nullable Coin delete(@Nullable Coin node, Coin coin) {
    if (node == null) {
      return null;
    }
    var order = coin.compareTo(node);
    if (order < 0) {
      node.left = delete(node.left, coin);
      return balanced(node);
    }
    if (order > 0) {
      node.right = delete(node.right, coin);
      return balanced(node);
    }
    if (node.left == null || node.right == null) {
      return node.left == null ? node.right : node.left;
    }
    var next = smallest(node.right);
    next.right = delete(node.right, next);
    next.left = node.left;
    return balanced(next);
  }

  private static Coin smallest(Coin node) {
    var smallest = node;
    while (smallest.left != null) {
      smallest = smallest.left;
    }
    return smallest;
  }

  private static Coin balanced(Coin node) {
    var lean = height(node.left) - height(node.right);
    if (lean > 1 && node.left != null) {
      if (height(node.left.left) < height(node.left.right)) {
        node.left = turnedLeft(node.left);
      }
      return turnedRight(node);
    }
    if (lean < -1 && node.right != null) {
      if (height(node.right.right) < height(node.right.left)) {
        node.right = turnedRight(node.right);
      }
      return turnedLeft(node);
    }
    measure(node);
    return node;
  }

  private static Coin turnedRight(Coin node) {
    var top = node.left;
    if (top == null) {
      return node;
    }
    node.left = top.right;
    top.right = node;
    measure(node);
    measure(top);
    return top;
  }

  private static Coin turnedLeft(Coin node) {
    var top = node.right;
    if (top == null) {
      return node;
    }
    node.right = top.left;
    top.left = node;
    measure(node);
    measure(top);
    return top;
  }

  private static void measure(Coin node) {
    node.height = (byte) (1 + Math.max(height(node.left), height(node.right)));
  }

  private static int height(@Nullable Coin node) {
    return node == null ? 0 : node.height;
  }
}
