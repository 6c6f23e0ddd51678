package kz.digitaltenge.app.progress;

import java.io.Console;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// A bar that fills on a terminal.
public final class BarProgress implements Progress {
  private static final int NAME_WIDTH = 28;
  private static final Duration REDRAWN_EVERY = Duration.ofMillis(200);

  private final PrintStream out;

  /// @param out a terminal; the standard error, so that results can be piped away
  public BarProgress(PrintStream out) {
    this.out = out;
  }

  /// A bar when a person sits at a terminal, nothing otherwise.
  public static Progress onTerminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
        ? new BarProgress(System.err)
        : Progress.silent();
  }

  @Override
  public Stage begin(String name, long total) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(("%-" + NAME_WIDTH + "s").formatted(name))
            .setInitialMax(total)
            .setStyle(unicode() ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis((int) REDRAWN_EVERY.toMillis())
            .setConsumer(new ConsoleProgressBarConsumer(out))
            .build();
    return new BarStage(bar);
  }

  private boolean unicode() {
    return out.charset().equals(Charset.forName("UTF-8"));
  }

  private record BarStage(ProgressBar bar) implements Stage {
    @Override
    public void step(long count) {
      bar.stepBy(count);
    }

    @Override
    public void close() {
      bar.close();
    }
  }
}
