package kz.digitaltenge.app.demo;

import java.util.List;

/// Names of people and shops who do not exist.
final class DayNames {
  private static final List<String> MEN =
      List.of(
          "Арман",
          "Ержан",
          "Нұрлан",
          "Дәурен",
          "Санжар",
          "Тимур",
          "Ілияс",
          "Әлихан",
          "Бауыржан",
          "Олжас",
          "Мақсат",
          "Қайрат");
  private static final List<String> WOMEN =
      List.of(
          "Айгерім", "Дана", "Әсел", "Жанар", "Мадина", "Гүлнар", "Сәуле", "Ұлжан", "Ақмарал",
          "Томирис", "Назгүл", "Перизат");
  private static final List<String> FAMILIES =
      List.of(
          "Ахметов",
          "Серіков",
          "Оспанов",
          "Қасымов",
          "Жұмабаев",
          "Төлегенов",
          "Ибраев",
          "Сейітов",
          "Байжанов",
          "Мұқанов",
          "Досанов",
          "Өтеулиев");
  private static final List<String> SHOPS =
      List.of("Береке", "Дастархан", "Алтын дән", "Шаңырақ", "Қарлығаш", "Көктем");
  private static final List<String> TRADES =
      List.of("азық-түлік", "дәріхана", "кітап, кеңсе", "наубайхана");

  private DayNames() {}

  static String person(Dice dice) {
    boolean woman = dice.chance(50);
    String given = pick(dice, woman ? WOMEN : MEN);
    String family = pick(dice, FAMILIES);
    return given + " " + family + (woman ? "а" : "");
  }

  static String shop(Dice dice) {
    return "«%s» %s".formatted(pick(dice, SHOPS), pick(dice, TRADES));
  }

  private static String pick(Dice dice, List<String> names) {
    return names.get(dice.below(names.size()));
  }
}
