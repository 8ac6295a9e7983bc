package io.nocturne.agent.watch;

import io.nocturne.agent.print.Columns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Rows of values under titles, as wide as the place they are given.
///
/// **Shape** - columns that do not fit are left out whole, by their rank; rows that do not fit are counted in a
/// last line.
final class Table {

    private static final int GAP = 2;
    private static final int LEAST_NAME = 8;
    private static final int MOST_NAME = 24;

    private final Look look;
    private final int width;
    private final List<Column> columns;
    private final List<List<Cell>> rows;
    private final List<Integer> shown = new ArrayList<>();
    private final int[] widths;

    Table(Look look, int width, List<Column> columns, List<List<Cell>> rows) {
        this.look = look;
        this.width = width;
        this.columns = columns;
        this.rows = rows;
        this.widths = IntStream.range(0, columns.size()).map(this::contentWidth).toArray();
        choose();
    }

    /// The table as a block that wants all its rows; with no row it is none.
    List<Block> block(int rank, int least) {
        return block(rank, least, true);
    }

    /// The same for the first of many rows: how many more there are says nothing.
    List<Block> blockOfFirst(int rank, int least) {
        return block(rank, least, false);
    }

    private List<Block> block(int rank, int least, boolean isComplete) {
        if (rows.isEmpty()) {
            return List.of();
        }
        int most = rows.size() + 1;
        return List.of(new Block(rank, Math.min(least, most), most, count -> lines(count, isComplete)));
    }

    private List<Line> lines(int count, boolean isComplete) {
        List<Line> lines = new ArrayList<>();
        lines.add(line(IntStream.range(0, columns.size())
                .mapToObj(i -> new Cell(columns.get(i).title(), Ink.HEAD))
                .toList()));
        int room = count - 1;
        boolean isCounted = isComplete && rows.size() > room && room > 1;
        rows.stream().limit(isCounted ? room - 1 : room).map(this::line).forEach(lines::add);
        if (isCounted) {
            lines.add(new Line(look, width).add("and " + (rows.size() - room + 1) + " more"));
        }
        return lines;
    }

    private Line line(List<Cell> cells) {
        Line line = new Line(look, width);
        int column = 0;
        for (int i : shown) {
            Cell cell = cells.get(i);
            String text = look.fit(look.printable(cell.text()), widths[i]);
            boolean isRight = columns.get(i).side() == Column.Side.RIGHT;
            line.padTo(column + (isRight ? widths[i] - Columns.of(text) : 0)).add(cell.ink(), text);
            column += widths[i] + GAP;
        }
        return line;
    }

    private void choose() {
        IntStream.range(0, columns.size()).filter(this::hasValues).forEach(shown::add);
        int name =
                shown.stream().filter(i -> columns.get(i).isName()).findFirst().orElseThrow();
        int wanted = Math.clamp(widths[name], LEAST_NAME, Math.clamp(width * 3L / 10, LEAST_NAME, MOST_NAME));
        widths[name] = Math.min(wanted, width);
        while (taken() > width && shown.size() > 1) {
            int last = shown.stream()
                    .max(Comparator.comparingInt(i -> columns.get(i).rank()))
                    .orElseThrow();
            shown.removeIf(i -> i == last);
        }
        widths[name] = Math.max(widths[name] + width - taken(), 1);
    }

    private int taken() {
        return shown.stream().mapToInt(i -> widths[i] + GAP).sum() - GAP;
    }

    private boolean hasValues(int column) {
        return !columns.get(column).isOptional()
                || rows.stream().anyMatch(row -> !row.get(column).isAbsent());
    }

    private int contentWidth(int column) {
        int cells = rows.stream()
                .mapToInt(row -> Columns.of(look.printable(row.get(column).text())))
                .max()
                .orElse(0);
        return Math.max(
                columns.get(column).width(),
                Math.max(cells, columns.get(column).title().length()));
    }
}
