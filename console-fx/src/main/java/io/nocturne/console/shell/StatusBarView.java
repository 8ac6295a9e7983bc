package io.nocturne.console.shell;

import io.nocturne.console.text.Texts;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Subscription;
import org.kordamp.ikonli.javafx.FontIcon;

/// The bar at the bottom: the server and how fresh everything is.
final class StatusBarView extends HBox {

    private final Label state = new Label();
    private final Region dot = new Region();
    private final Label hosts = new Label();
    private final Label rate = new Label();
    private final Label notice = new Label();
    private final Label zone = new Label();
    private final Label clock = new Label();
    private final Subscription statusSubscription;
    private final Subscription noticeSubscription;

    StatusBarView(ShellViewModel model, Texts texts) {
        getStyleClass().add("noc-statusbar");
        Label server = new Label(model.server(), new FontIcon("mdoal-link"));
        server.getStyleClass().add("noc-strong");
        Label tls = new Label(model.tls(), new FontIcon("mdoal-lock"));
        dot.getStyleClass().add("noc-dot");
        state.setGraphic(dot);
        state.getStyleClass().add("noc-medium");
        clock.getStyleClass().addAll("noc-strong", "noc-medium");
        notice.getStyleClass().add("noc-text-stale");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren().addAll(server, tls, state, hosts, rate, notice, space);
        if (model.isReadOnly()) {
            getChildren().add(readOnly(texts));
        }
        getChildren().addAll(zone, clock);
        statusSubscription = model.statusProperty().subscribe(this::show);
        noticeSubscription = model.noticeProperty().subscribe(notice::setText);
    }

    void dispose() {
        statusSubscription.unsubscribe();
        noticeSubscription.unsubscribe();
    }

    private static Node readOnly(Texts texts) {
        Label label = new Label(texts.of("status.read-only"), new FontIcon("mdomz-visibility"));
        label.getStyleClass().add("noc-strong");
        return label;
    }

    private void show(ShellStatus status) {
        state.setText(status.state());
        state.getStyleClass().removeAll("noc-strong", "noc-text-stale");
        dot.getStyleClass().removeAll("noc-dot-live", "noc-dot-late", "noc-dot-stale");
        switch (status.health()) {
            case LIVE -> mark("noc-dot-live", "noc-strong");
            case LATE, CONNECTING, PAUSED -> mark("noc-dot-late", "noc-strong");
            case STALE -> mark("noc-dot-stale", "noc-text-stale");
        }
        hosts.setText(status.hosts());
        rate.setText(status.rate());
        zone.setText(status.zone());
        clock.setText(status.clock());
    }

    private void mark(String dotClass, String textClass) {
        dot.getStyleClass().add(dotClass);
        state.getStyleClass().add(textClass);
    }
}
