package io.nocturne.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatchScreenTest {

    private static final String ESC = "\u001b";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    private final Resizable terminal = new Resizable();

    @Test
    void aPictureTakesThePlaceOfTheOneBeforeWithoutClearingTheScreen() {
        WatchScreen screen = screen(Map.of());
        screen.show(Hosts.of(2, 1, 5));
        String first = written();
        screen.show(Hosts.of(2, 1, 5));
        String second = written();

        assertThat(first).startsWith(ESC + "[?1049h" + ESC + "[?25l" + ESC + "[?7l" + ESC + "[2J" + ESC + "[H");
        assertThat(second).startsWith(ESC + "[H").doesNotContain("[2J", "[?1049h");
        // A line end behind the last line of a full screen would scroll the first one away.
        assertThat(second.chars().filter(c -> c == '\n').count()).isLessThan(24);
    }

    @Test
    void theTerminalIsGivenBackOnceAndNothingIsDrawnAfterwards() {
        WatchScreen screen = screen(Map.of());
        screen.show(Hosts.of(2, 1, 5));
        written();

        screen.close();
        screen.close();

        assertThat(written()).isEqualTo(ESC + "[?7h" + ESC + "[?25h" + ESC + "[?1049l");
        assertThat(screen.show(Hosts.of(2, 1, 5))).isFalse();
        assertThat(written()).isEmpty();
    }

    @Test
    void aResizeIsFollowedWithTheSameReading() {
        WatchScreen screen = screen(Map.of());
        screen.show(Hosts.of(2, 1, 40));
        written();
        screen.followSize();
        assertThat(written()).isEmpty();

        terminal.size = new ScreenSize(200, 50);
        screen.followSize();

        assertThat(written()).contains("worker-30");
    }

    @Test
    void colorIsLeftOutWhenItIsNotWanted() {
        screen(Map.of("NO_COLOR", "1")).show(Hosts.of(2, 1, 5));

        assertThat(written()).doesNotContainPattern(ESC + "\\[[0-9;]*m");
    }

    @Test
    void colorIsThereWithoutThatWish() {
        screen(Map.of("NO_COLOR", "")).show(Hosts.of(2, 1, 5));

        assertThat(written()).containsPattern(ESC + "\\[1;31m");
    }

    @Test
    void inAFilePicturesFollowEachOtherAsPlainText() {
        WatchScreen screen = new WatchScreen(new FixedTerminal(false, ScreenSize.USUAL), Map.of(), out);
        screen.show(Hosts.of(2, 1, 5));
        screen.show(Hosts.of(2, 1, 5));
        screen.followSize();
        screen.close();

        String text = written();
        assertThat(text)
                .doesNotContain(ESC)
                .startsWith("web-1 ")
                .contains("\n\nweb-1 ")
                .endsWith("\n");
    }

    @Test
    void aScreenThatNobodyReadsSaysSo() {
        out.close();

        assertThat(screen(Map.of()).show(Hosts.of(2, 1, 5))).isFalse();
    }

    @Test
    void aSizeThatIsNotKnownIsTakenFromTheEnvironment() {
        assertThat(ScreenSize.of(Map.of("COLUMNS", "132", "LINES", "43"))).isEqualTo(new ScreenSize(132, 43));
        assertThat(ScreenSize.of(Map.of("COLUMNS", "-1", "LINES", "99999999999")))
                .isEqualTo(ScreenSize.USUAL);
        assertThat(new ScreenSize(0, 70_000)).isEqualTo(new ScreenSize(1, ScreenSize.MOST));
    }

    @Test
    void aTerminalThatCannotMoveItsCursorIsNoScreen() {
        assertThat(Terminal.ofOutput("Windows 11", Map.of("TERM", "dumb"), true).isScreen())
                .isFalse();
        assertThat(Terminal.ofOutput("Windows 11", Map.of(), true).isScreen()).isTrue();
    }

    private WatchScreen screen(Map<String, String> environment) {
        return new WatchScreen(terminal, environment, out);
    }

    private String written() {
        out.flush();
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }

    private static final class Resizable implements Terminal {

        private ScreenSize size = ScreenSize.USUAL;

        @Override
        public boolean isScreen() {
            return true;
        }

        @Override
        public ScreenSize size() {
            return size;
        }
    }
}
