package kz.digitaltenge.simulation;

/// Plays one seed in a process of its own and prints its trace.
final class OneSeed {
  private OneSeed() {}

  public static void main(String[] seedAndSteps) {
    long seed = Long.parseLong(seedAndSteps[0]);
    long steps = Long.parseLong(seedAndSteps[1]);
    System.out.println(Simulator.play(seed, steps).trace());
  }
}
