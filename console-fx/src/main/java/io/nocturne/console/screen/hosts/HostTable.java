package io.nocturne.console.screen.hosts;

import io.nocturne.console.fx.Activation;
import io.nocturne.console.text.Texts;
import io.nocturne.model.metric.Display;
import java.time.Duration;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;

/// The hosts in a table of fixed rows, so that ten thousand cost as much as those that show.
final class HostTable extends TableView<HostItem> {

    private static final double ROW_HEIGHT = 32;

    private final HostsViewModel model;
    private final Texts texts;
    private final SortedList<HostItem> sorted;
    private boolean begun;

    HostTable(HostsViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        this.sorted = new SortedList<>(model.hosts());
        getStyleClass().add("noc-table");
        setFixedCellSize(ROW_HEIGHT);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        setAccessibleText(texts.of("hosts.title"));
        addColumns();
        setItems(sorted);
        setRowFactory(_ -> row());
        setOnKeyPressed(event -> {
            HostItem selected = getSelectionModel().getSelectedItem();
            if (event.getCode() == KeyCode.ENTER && selected != null) {
                event.consume();
                model.openHost(selected.row().id());
            }
        });
    }

    /// Sorts and selects while the list is shown.
    void open(Activation life) {
        sorted.comparatorProperty().bind(comparatorProperty());
        life.atEnd(() -> {
            sorted.comparatorProperty().unbind();
            setItems(null);
        });
        if (getSortOrder().isEmpty()) {
            getSortOrder().add(getColumns().get(1));
        }
        life.add(getSelectionModel().selectedItemProperty().subscribe(item -> {
            if (item != null) {
                model.select(item.row().id());
            }
        }));
        begun = false;
    }

    /// Gives the operator a row to start from, the first time that there are rows; later ones leave selection and
    /// keyboard where they are.
    void begin() {
        if (begun || sorted.isEmpty()) {
            return;
        }
        begun = true;
        String last = model.lastSelected();
        sorted.stream()
                .filter(item -> item.row().id().equals(last))
                .findFirst()
                .or(() -> sorted.stream().findFirst())
                .ifPresent(getSelectionModel()::select);
        requestFocus();
    }

    private TableRow<HostItem> row() {
        TableRow<HostItem> row = new TableRow<>();
        row.setOnMouseClicked(event -> {
            if (event.getClickCount() == 2 && !row.isEmpty()) {
                model.openHost(row.getItem().row().id());
            }
        });
        return row;
    }

    private void addColumns() {
        add(column(texts.of("hosts.state"), 150, Comparator.comparing(HostRow::state), _ -> new StateCell(texts)));
        add(column(
                texts.of("hosts.name"),
                190,
                Comparator.comparing(HostRow::name),
                _ -> new TextCell(HostRow::name, HostRow::name).strong()));
        add(column(
                texts.of("hosts.os"),
                170,
                Comparator.comparing(HostRow::os),
                _ -> new TextCell(HostRow::os, HostRow::os).muted()));
        number(texts.of("hosts.cpu"), 90, HostRow::cpu, Display.PERCENT);
        number(texts.of("hosts.memory"), 90, HostRow::memory, Display.PERCENT);
        add(numbers(column(
                texts.of("hosts.fullest"),
                170,
                by(HostRow::fullest),
                _ -> new TextCell(this::fullest, this::mountpoint).number())));
        number(texts.of("hosts.load"), 100, HostRow::load1, Display.NUMBER);
        number(texts.of("hosts.received"), 110, HostRow::received, Display.BYTE_RATE);
        number(texts.of("hosts.sent"), 110, HostRow::sent, Display.BYTE_RATE);
        add(numbers(column(
                texts.of("hosts.age"),
                90,
                Comparator.comparing(row -> row.age().orElse(Duration.ofDays(36_500))),
                _ -> new TextCell(this::age, this::age).number())));
        add(column(
                texts.of("hosts.agent"),
                150,
                Comparator.comparing(HostRow::agent),
                _ -> new TextCell(HostRow::agent, HostRow::agent).muted()));
    }

    private void add(TableColumn<HostItem, HostRow> column) {
        getColumns().add(column);
    }

    private void number(String title, double width, Function<HostRow, OptionalDouble> value, Display display) {
        Function<HostRow, String> text = row -> texts.values(display).text(value.apply(row));
        add(numbers(column(title, width, by(value), _ -> new TextCell(text, text).number())));
    }

    private static TableColumn<HostItem, HostRow> numbers(TableColumn<HostItem, HostRow> column) {
        column.getStyleClass().add("noc-column-number");
        return column;
    }

    private static TableColumn<HostItem, HostRow> column(
            String title,
            double width,
            Comparator<HostRow> order,
            Function<TableColumn<HostItem, HostRow>, RowCell> cell) {
        TableColumn<HostItem, HostRow> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setComparator(order);
        column.setCellValueFactory(features -> features.getValue().rowProperty());
        column.setCellFactory(cell::apply);
        return column;
    }

    /// Hosts without the value come last when the greatest come first.
    private static Comparator<HostRow> by(Function<HostRow, OptionalDouble> value) {
        ToDoubleFunction<HostRow> number = row -> value.apply(row).orElse(Double.NEGATIVE_INFINITY);
        return Comparator.comparingDouble(number);
    }

    private String fullest(HostRow row) {
        String used = texts.values(Display.PERCENT).text(row.fullest());
        return row.fullestMountpoint() == null ? used : row.fullestMountpoint() + "   " + used;
    }

    private String mountpoint(HostRow row) {
        return row.fullestMountpoint() == null ? "" : row.fullestMountpoint();
    }

    private String age(HostRow row) {
        return row.age().map(texts::duration).orElseGet(() -> texts.of("hosts.never"));
    }
}
