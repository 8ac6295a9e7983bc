package io.nocturne.console.shell;

import io.nocturne.console.fx.Navigator;
import io.nocturne.console.fx.Screen;
import io.nocturne.console.fx.ScreenEntry;
import io.nocturne.console.fx.ScreenRegistry;
import io.nocturne.console.fx.SharedView;
import io.nocturne.console.fx.UiThread;
import io.nocturne.console.state.Monitored;
import io.nocturne.console.text.Texts;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.Parent;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/// The frame around the screens of one signed-in server, and the way between them.
///
/// **Threads** - confined to the JavaFX thread.
public final class Shell implements Navigator {

    private static final Duration TICK = Duration.ofMillis(250);
    private static final int MAX_WAY_BACK = 50;

    private final Texts texts;
    private final UiThread ui;
    private final ShellViewModel model;
    private final SharedView shared;
    private final ScreenRegistry registry;
    private final Deque<Place> wayBack = new ArrayDeque<>();
    private Place place;
    private @Nullable ShellView view;
    private @Nullable Screen screen;

    private record Place(String id, String argument) {}

    /// `screens` makes the registry; it is given this shell to move by. `whenSignedOut` comes after
    /// signing out.
    public Shell(
            Monitored link,
            Texts texts,
            InstantSource clock,
            UiThread ui,
            SharedView shared,
            Function<Navigator, ScreenRegistry> screens,
            Runnable whenSignedOut) {
        this.texts = texts;
        this.ui = ui;
        this.shared = shared;
        this.model = new ShellViewModel(link, texts, clock, shared, whenSignedOut);
        this.registry = screens.apply(this);
        this.place = new Place(registry.inRail(ScreenEntry.Place.TOP).getFirst().id(), "");
    }

    /// Builds everything anew in the language that is set now, and shows the place where the operator was.
    public Parent build() {
        dispose();
        model.refresh();
        ShellView built = new ShellView(model, texts, registry, this);
        view = built;
        display(built);
        return built;
    }

    /// Takes it all down; [#build] may come again.
    public void dispose() {
        if (view != null) {
            view.dispose();
            view = null;
        }
    }

    /// The title of the window.
    public ObservableValue<String> windowTitle() {
        return model.statusProperty().map(ShellStatus::windowTitle);
    }

    /// Tells the operator of an unexpected error.
    public void notice(String what) {
        model.noticeProperty().set(texts.of("notice.error", what));
    }

    /// The id of the screen that is shown.
    public String placeId() {
        return place.id();
    }

    @Override
    public void open(String screenId, String argument) {
        Place next = new Place(screenId, argument);
        if (next.equals(place)) {
            return;
        }
        wayBack.push(place);
        while (wayBack.size() > MAX_WAY_BACK) {
            wayBack.removeLast();
        }
        go(next);
    }

    @Override
    public void back() {
        if (!wayBack.isEmpty()) {
            go(wayBack.pop());
        }
    }

    /// The filter's text was changed: the hosts that it filters come to the front.
    void filtered() {
        String first = registry.inRail(ScreenEntry.Place.TOP).getFirst().id();
        if (!place.id().equals(first) && !shared.filterProperty().get().isEmpty()) {
            open(first, "");
        }
    }

    UiThread.Ticket ticking() {
        return ui.every(TICK, model::refresh);
    }

    ShellKeys.Deeds deeds(ShellView on) {
        return new Keyboard(on);
    }

    private void go(Place next) {
        place = next;
        if (view != null) {
            display(view);
        }
    }

    private void display(ShellView on) {
        ScreenEntry entry = registry.entry(place.id());
        Screen next = entry.screen().get();
        next.show(place.argument());
        screen = next;
        on.setContent(next.node());
        on.select(entry.parent());
        on.top().setPlace(next.title(), next.crumb());
    }

    private final class Keyboard implements ShellKeys.Deeds {

        private final ShellView on;

        Keyboard(ShellView on) {
            this.on = on;
        }

        @Override
        public boolean screen(int index) {
            var all = registry.entries().stream()
                    .filter(entry -> entry.place() != ScreenEntry.Place.NONE && model.mayOpen(entry.role()))
                    .toList();
            if (index >= all.size()) {
                return false;
            }
            open(all.get(index).id(), "");
            return true;
        }

        @Override
        public void back() {
            Shell.this.back();
        }

        @Override
        public void resync() {
            model.resync();
        }

        @Override
        public void fullScreen() {
            if (on.getScene().getWindow() instanceof Stage stage) {
                stage.setFullScreen(!stage.isFullScreen());
            }
        }

        @Override
        public boolean escape() {
            if (on.closeKeySheet()) {
                return true;
            }
            if (on.top().isFiltering()) {
                shared.filterProperty().set("");
                on.requestFocus();
                return true;
            }
            return screen != null && screen.escape();
        }

        @Override
        public void keySheet() {
            on.toggleKeySheet();
        }

        @Override
        public void filter() {
            on.top().focusFilter();
        }

        @Override
        public void live() {
            model.goLive();
        }

        @Override
        public void pause() {
            model.togglePause();
        }
    }
}
