package io.nocturne.console.shell;

import io.nocturne.console.fx.SharedView;
import io.nocturne.console.fx.TimeSpan;
import io.nocturne.console.text.Texts;
import io.nocturne.console.theme.GlyphState;
import io.nocturne.console.theme.StateGlyph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;
import org.kordamp.ikonli.javafx.FontIcon;

/// The bar at the top: where one is, the filter, the time, the counters, the user.
final class TopBarView extends HBox {

    private final Texts texts;
    private final Label title = new Label();
    private final FontIcon chevron = new FontIcon("mdoal-chevron_right");
    private final Label crumb = new Label();
    private final TextField filter = new TextField();
    private final Region dot = new Region();
    private final ToggleButton live = new ToggleButton();
    private final ToggleButton pause = new ToggleButton();
    private final Label reporting = new Label();
    private final Label stale = new Label();
    private final Label stopped = new Label();
    private final Label never = new Label();
    private final HBox stoppedCounter;
    private final HBox neverCounter;
    private final List<Subscription> subscriptions = new ArrayList<>();

    TopBarView(ShellViewModel model, Texts texts, Runnable onFilter, Runnable onKeys) {
        this.texts = texts;
        getStyleClass().add("noc-topbar");
        title.getStyleClass().add("noc-title");
        crumb.getStyleClass().add("noc-crumb");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        stoppedCounter = counter(GlyphState.STOPPED, stopped, texts.of("counter.stopped"));
        neverCounter = counter(GlyphState.UNKNOWN, never, texts.of("counter.never"));
        HBox counters = new HBox(
                counter(GlyphState.OK, reporting, texts.of("counter.reporting")),
                counter(GlyphState.STALE, stale, texts.of("counter.stale")),
                stoppedCounter,
                neverCounter);
        counters.getStyleClass().add("noc-counters");
        getChildren()
                .addAll(
                        title,
                        chevron,
                        crumb,
                        space,
                        filterBox(model.shared(), onFilter),
                        range(model.shared()),
                        mode(model),
                        counters,
                        user(model, onKeys));
        subscriptions.add(model.statusProperty().subscribe(this::show));
    }

    void setPlace(String newTitle, Optional<String> newCrumb) {
        title.setText(newTitle);
        crumb.setText(newCrumb.orElse(""));
        chevron.setVisible(newCrumb.isPresent());
        chevron.setManaged(newCrumb.isPresent());
    }

    void focusFilter() {
        filter.requestFocus();
        filter.selectAll();
    }

    boolean isFiltering() {
        return filter.isFocused();
    }

    void dispose() {
        subscriptions.forEach(Subscription::unsubscribe);
    }

    private Node filterBox(SharedView shared, Runnable onFilter) {
        filter.setPromptText(texts.of("top.filter"));
        filter.setAccessibleText(texts.of("top.filter"));
        filter.setTooltip(new Tooltip(texts.of("top.filter-hint")));
        filter.setText(shared.filterProperty().get());
        filter.textProperty().addListener((_, _, now) -> {
            shared.filterProperty().set(now);
            onFilter.run();
        });
        subscriptions.add(shared.filterProperty().subscribe(now -> {
            if (!filter.getText().equals(now)) {
                filter.setText(now);
            }
        }));
        filter.getStyleClass().add("noc-search");
        FontIcon glass = new FontIcon("mdomz-search");
        Label key = new Label("/");
        key.getStyleClass().add("noc-key");
        StackPane box = new StackPane(filter, glass, key);
        box.getStyleClass().add("noc-search-box");
        StackPane.setAlignment(glass, Pos.CENTER_LEFT);
        StackPane.setAlignment(key, Pos.CENTER_RIGHT);
        glass.setMouseTransparent(true);
        key.setMouseTransparent(true);
        return box;
    }

    private Node range(SharedView shared) {
        MenuButton range = new MenuButton();
        range.setGraphic(new FontIcon("mdoal-access_time"));
        range.getStyleClass().add("noc-choice");
        range.setAccessibleText(texts.of("top.range"));
        for (TimeSpan span : TimeSpan.values()) {
            MenuItem item = new MenuItem(name(span));
            item.setOnAction(_ -> shared.spanProperty().set(span));
            range.getItems().add(item);
        }
        subscriptions.add(shared.spanProperty().subscribe(span -> range.setText(name(span))));
        return range;
    }

    private String name(TimeSpan span) {
        return switch (span) {
            case QUARTER_HOUR -> texts.of("range.quarter-hour");
            case HOUR -> texts.of("range.hour");
            case SIX_HOURS -> texts.of("range.six-hours");
            case DAY -> texts.of("range.day");
            case WEEK -> texts.of("range.week");
        };
    }

    private Node mode(ShellViewModel model) {
        live.setText(texts.of("top.live"));
        live.setGraphic(dot);
        live.setOnAction(_ -> model.goLive());
        Tooltip.install(live, new Tooltip(texts.of("top.live-hint")));
        pause.setText(texts.of("top.pause"));
        pause.setGraphic(new FontIcon("mdomz-pause"));
        pause.setOnAction(_ -> model.togglePause());
        Tooltip.install(pause, new Tooltip(texts.of("top.pause-hint")));
        HBox segments = new HBox(live, pause);
        segments.getStyleClass().add("noc-segment");
        segments.setMinWidth(USE_PREF_SIZE);
        return segments;
    }

    private static HBox counter(GlyphState state, Label number, String meaning) {
        HBox counter = new HBox(new StateGlyph(state), number);
        counter.setAlignment(Pos.CENTER);
        counter.getStyleClass().add("noc-counter");
        counter.setAccessibleText(meaning);
        Tooltip.install(counter, new Tooltip(meaning));
        return counter;
    }

    private Node user(ShellViewModel model, Runnable onKeys) {
        MenuItem who = new MenuItem(texts.of("user.signed-in", model.username(), model.roleName()));
        who.setDisable(true);
        MenuItem keys = new MenuItem(texts.of("user.keys"));
        keys.setOnAction(_ -> onKeys.run());
        MenuItem out = new MenuItem(texts.of("user.sign-out"), new FontIcon("mdoal-exit_to_app"));
        out.setOnAction(_ -> model.signOut());
        MenuButton user = new MenuButton(model.initials(), null, who, new SeparatorMenuItem(), keys, out);
        user.getStyleClass().addAll("noc-choice", "noc-user");
        user.setAccessibleText(texts.of("user.signed-in", model.username(), model.roleName()));
        return user;
    }

    private void show(ShellStatus status) {
        boolean paused = status.health() == ShellStatus.Health.PAUSED;
        live.setSelected(!paused);
        pause.setSelected(paused);
        boolean lost = status.health() == ShellStatus.Health.STALE;
        dot.getStyleClass().setAll("noc-dot", lost ? "noc-dot-stale" : "noc-dot-live");
        reporting.setText(status.reporting());
        stale.setText(status.stale());
        showUnlessNone(stoppedCounter, stopped, status.stopped());
        showUnlessNone(neverCounter, never, status.neverReported());
    }

    private static void showUnlessNone(HBox counter, Label number, String count) {
        number.setText(count);
        boolean none = "0".equals(count) || "?".equals(count);
        counter.setVisible(!none);
        counter.setManaged(!none);
    }
}
