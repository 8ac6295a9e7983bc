package io.nocturne.agent.watch;

import io.nocturne.agent.print.Report;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Shows reports on a terminal, one in the place of the other, and gives the terminal back as it was.
///
/// **Shape** - on a screen the picture has a page of its own and always the size of the screen; elsewhere
/// pictures follow each other, an empty line between them.
/// **Threads** - [#close()] may come from any, also while a picture is drawn.
/// **Source** - ECMA-48; the private modes 7 (wrap), 25 (cursor) and 1049 (a page of its own) of xterm.
public final class WatchScreen implements AutoCloseable {

    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l\u001b[2J";
    private static final String LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String ERASE_LINE = "\u001b[K";
    private static final String ERASE_BELOW = "\u001b[J";

    private final Terminal terminal;
    private final Look look;
    private final PrintStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Report shown;
    private @Nullable ScreenSize shownSize;
    private boolean isClosed;

    public WatchScreen(Terminal terminal, Map<String, String> environment, PrintStream out) {
        this.terminal = terminal;
        this.look = Look.of(out.charset(), terminal, environment);
        this.out = out;
    }

    /// Whether pictures are drawn over each other.
    public boolean isLive() {
        return terminal.isScreen();
    }

    /// Shows a report; false when nobody sees it any more.
    public boolean show(Report report) {
        lock.lock();
        try {
            if (!isClosed) {
                draw(report);
            }
            return !isClosed && !out.checkError();
        } finally {
            lock.unlock();
        }
    }

    /// Draws the last report again if the screen has another size than when it was drawn.
    public void followSize() {
        lock.lock();
        try {
            Report last = shown;
            if (isLive() && last != null && !isClosed && !terminal.size().equals(shownSize)) {
                draw(last);
                out.flush();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Gives the terminal back; twice is harmless.
    @Override
    public void close() {
        lock.lock();
        try {
            if (isLive() && shown != null && !isClosed) {
                out.print(LEAVE);
                out.flush();
            }
            isClosed = true;
        } finally {
            lock.unlock();
        }
    }

    private void draw(Report report) {
        ScreenSize size = terminal.size();
        List<Line> lines = new Picture(look, size, report).lines();
        // One string, one write: the terminal never shows half a picture.
        out.print(isLive() ? inPlace(lines, size) : below(lines));
        shown = report;
        shownSize = size;
    }

    private String inPlace(List<Line> lines, ScreenSize size) {
        StringBuilder text = new StringBuilder(shown == null ? ENTER : "").append(HOME);
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == 0 ? "" : "\r\n").append(lines.get(i));
            // Behind a full line the cursor stands on its last character, which would be erased.
            text.append(lines.get(i).columns() < size.columns() ? ERASE_LINE : "");
        }
        return text.append(lines.size() < size.rows() ? "\r\n" + ERASE_BELOW : "")
                .toString();
    }

    private String below(List<Line> lines) {
        StringBuilder text = new StringBuilder(shown == null ? "" : "\n");
        lines.forEach(line -> text.append(line.toString().stripTrailing()).append('\n'));
        return text.toString();
    }
}
