package kz.digitaltenge.testing.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import kz.digitaltenge.api.stream.Endpoint;
import kz.digitaltenge.app.platform.DataFolder;
import kz.digitaltenge.app.role.BankRole;
import kz.digitaltenge.app.role.CentralBankRole;
import kz.digitaltenge.app.role.Machine;
import kz.digitaltenge.app.role.NodeKeys;
import kz.digitaltenge.app.role.NodeSetting;
import kz.digitaltenge.app.sandbox.Founding;
import kz.digitaltenge.app.sandbox.NetworkPlan;
import kz.digitaltenge.ledger.NodeId;
import kz.digitaltenge.ledger.NotaryMember;
import kz.digitaltenge.ledger.SignedParameters;
import kz.digitaltenge.ledger.crypto.PublicKey;
import kz.digitaltenge.ledger.crypto.SignatureBytes;
import kz.digitaltenge.ledger.crypto.Signer;
import kz.digitaltenge.node.payment.PaymentSteps;
import kz.digitaltenge.node.vault.VaultDatabase;
import kz.digitaltenge.notary.Accuser;
import kz.digitaltenge.notary.server.MemberConfig;
import kz.digitaltenge.notary.server.NotaryServer;

/// One role of the network in a process of its own, as tests start it: `bank|central-bank|notary
/// NAME FOLDER PORT`, a node's database in the environment.
///
/// It says `READY` once it serves and `REACHED place transaction` when it stands still there. It is
/// told `stretch place` and `release`, and how far a member's clock is off by `clock PT24H`; it
/// ends with the process that started it: that is when its input ends.
final class RoleMain {
  static final String READY = "READY";
  static final String REACHED = "REACHED ";
  static final String STRETCH = "stretch ";
  static final String RELEASE = "release";
  static final String CLOCK = "clock ";

  static final String DATABASE_URL = "DT_TEST_DATABASE_URL";
  static final String DATABASE_USER = "DT_TEST_DATABASE_USER";
  static final String DATABASE_PASSWORD = "DT_TEST_DATABASE_PASSWORD";

  /// How many members the notary has; one when it is not said.
  static final String MEMBERS = "DT_TEST_MEMBERS";

  /// How far above its listed ports a member listens; the test's wires are in between.
  static final String LISTENS_ABOVE = "DT_TEST_LISTENS_ABOVE";

  /// A file with the network parameters that list the member, when they are not the network's
  /// first.
  static final String PARAMETERS = "DT_TEST_PARAMETERS";

  /// Few, so that a member that was away or lost its disk gets a copy and not all entries.
  private static final int CHECKPOINT_ENTRIES = 300;

  /// A member's place: a decision is applied, the head that proves it is not signed, so nobody has
  /// an answer.
  static final String NOTARY_SIGNS = "NOTARY_SIGNS";

  /// The nodes' clocks are slow by so much, and windows therefore over so much sooner by the
  /// notary's: whoever waits for the end of a window waits twenty seconds and not sixty.
  private static final Duration NODES_BEHIND = Duration.ofSeconds(40);

  private static final PrintStream OUT = System.out;

  private final Tripwire wire = new Tripwire();
  private final AtomicReference<Duration> clockOff = new AtomicReference<>(Duration.ZERO);
  private final DataFolder folder;
  private final NetworkPlan plan;
  private final Machine machine = nodesMachine();

  private RoleMain(DataFolder folder, NetworkPlan plan) {
    this.folder = folder;
    this.plan = plan;
  }

  static void main(String[] arguments) throws IOException {
    var folder = new DataFolder(Path.of(arguments[2]));
    int members = Integer.parseInt(System.getenv().getOrDefault(MEMBERS, "1"));
    int port = Integer.parseInt(arguments[3]);
    var main = new RoleMain(folder, ProcessNetwork.plan(port, members));
    main.start(arguments[0], arguments[1]);
    say(READY);
    main.obey();
  }

  static void say(String line) {
    synchronized (OUT) {
      OUT.println(line);
      OUT.flush();
    }
  }

  /// The machine of every node, and of the network's founder.
  static Machine nodesMachine() {
    Machine here = Machine.here();
    return new Machine(
        () -> Instant.now().minus(NODES_BEHIND),
        here.entropy(),
        here.cryptography(),
        here.threads());
  }

  private void start(String role, String name) {
    Founding founding = Founding.of(folder, plan, machine);
    switch (role) {
      case "bank" -> endWith(BankRole.start(node(name, founding), machine).failure());
      case "central-bank" ->
          endWith(CentralBankRole.start(node(name, founding), machine).failure());
      case "notary" ->
          endWith(NotaryServer.start(member(name, founding), machine.threads()).failure());
      default -> throw new IllegalArgumentException(role);
    }
  }

  /// As an operator's process does: a part that had to stop by itself ends the process.
  private static void endWith(CompletableFuture<?> failure) {
    var _ =
        failure.thenAccept(
            why -> {
              say("FAILED " + why);
              Runtime.getRuntime().halt(3);
            });
  }

  private void obey() throws IOException {
    try (var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith(STRETCH)) {
          wire.stretch(line.substring(STRETCH.length()));
        } else if (line.startsWith(CLOCK)) {
          clockOff.set(Duration.parse(line.substring(CLOCK.length())));
        } else {
          wire.release();
        }
        say(line);
      }
    }
    Runtime.getRuntime().halt(2);
  }

  private NodeSetting node(String name, Founding founding) {
    var node = new NodeId(name);
    PaymentSteps steps = (step, transaction) -> wire.reached(step.name(), transaction.toString());
    return new NodeSetting(
        node,
        founding.tls(node),
        founding.keys(node),
        new VaultDatabase(told(DATABASE_URL), told(DATABASE_USER), told(DATABASE_PASSWORD)),
        founding.chain(),
        steps,
        folder.evidence(node));
  }

  private static String told(String variable) {
    return Objects.requireNonNull(System.getenv(variable), variable);
  }

  private MemberConfig member(String name, Founding founding) {
    SignedParameters current = parameters(founding);
    NotaryMember listed =
        current.parameters().notary().stream()
            .filter(member -> member.name().equals(name))
            .findFirst()
            .orElseThrow();
    Signer head = machine.cryptography().ed25519().signer(founding.keys(name).seed(NodeKeys.HEAD));
    return new MemberConfig(
        name,
        founding.tls(name),
        listening(listed.endpoint()),
        listening(listed.raftEndpoint()),
        folder.notary(name),
        founding.chain().getFirst(),
        current,
        new WatchedSigner(head),
        machine.cryptography().signatures(),
        () -> Instant.now().plus(clockOff.get()),
        tuning(current.parameters().notary().size()),
        Accuser.NOBODY);
  }

  private static SignedParameters parameters(Founding founding) {
    String file = System.getenv(PARAMETERS);
    if (file == null) {
      return founding.chain().getLast();
    }
    try {
      return SignedParameters.decode(Files.readAllBytes(Path.of(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MemberConfig.Tuning tuning(int members) {
    MemberConfig.Tuning standard = MemberConfig.Tuning.standard(members);
    return members == 1 ? standard : standard.withCheckpointEntries(CHECKPOINT_ENTRIES);
  }

  private static Endpoint listening(String listed) {
    Endpoint endpoint = Endpoint.parse(listed);
    int above = Integer.parseInt(System.getenv().getOrDefault(LISTENS_ABOVE, "0"));
    return new Endpoint(endpoint.host(), endpoint.port() + above);
  }

  private final class WatchedSigner implements Signer {
    private final Signer signer;

    WatchedSigner(Signer signer) {
      this.signer = signer;
    }

    @Override
    public PublicKey publicKey() {
      return signer.publicKey();
    }

    @Override
    public SignatureBytes sign(byte[] message) {
      wire.reached(NOTARY_SIGNS, "a head");
      return signer.sign(message);
    }
  }
}
