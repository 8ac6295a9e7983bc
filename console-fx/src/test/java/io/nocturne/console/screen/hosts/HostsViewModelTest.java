package io.nocturne.console.screen.hosts;

import static io.nocturne.console.state.ScriptedLink.START;
import static io.nocturne.console.state.ScriptedLink.host;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.console.fx.Activation;
import io.nocturne.console.fx.ManualUi;
import io.nocturne.console.fx.Navigator;
import io.nocturne.console.fx.SharedView;
import io.nocturne.console.net.LinkFault;
import io.nocturne.console.screen.hosts.HostsViewModel.Face;
import io.nocturne.console.state.ScriptedLink;
import io.nocturne.console.text.Language;
import io.nocturne.console.text.Texts;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.sample.SeriesKey;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostsViewModelTest {

    private final ScriptedLink link = new ScriptedLink();
    private final ManualUi ui = new ManualUi();
    private final SharedView shared = new SharedView();
    private final Activation life = new Activation();
    private final List<String> opened = new ArrayList<>();
    private final HostsViewModel model =
            new HostsViewModel(link, new Texts(Language.ENGLISH, ZoneOffset.UTC), ui, shared, new Navigator() {
                @Override
                public void open(String screenId, String argument) {
                    opened.add(screenId + " " + argument);
                }

                @Override
                public void back() {}
            });

    @Test
    void loadsUntilTheListIsThere() {
        model.open(life);
        assertThat(model.faceProperty().get()).isEqualTo(new Face.Loading());

        twoHosts();

        assertThat(model.faceProperty().get()).isEqualTo(new Face.Ready("2 hosts"));
        assertThat(names()).containsExactly("db-1", "web-1");
    }

    @Test
    void tellsHowToEnrollTheFirstHost() {
        model.open(life);

        link.connect();

        assertThat(model.faceProperty().get())
                .isEqualTo(new Face.NoHosts("nocturne agent enroll --server https://nocturne.test:8443 --token TOKEN"));
    }

    @Test
    void saysWhatFailedAndWhere() {
        link.setFault(LinkFault.TIMEOUT);
        model.open(life);

        link.connect();

        assertThat(model.faceProperty().get())
                .isEqualTo(new Face.Failed("nocturne.test:8443 did not give the list of hosts. no answer in time"));
    }

    @Test
    void filtersByValuesAsTheyChange() {
        model.open(life);
        twoHosts();
        shared.filterProperty().set("cpu>80");
        assertThat(model.faceProperty().get()).isEqualTo(new Face.NoMatch("cpu>80"));

        link.tick("fleet", "1", START, Map.of(SeriesKey.of("system.cpu.total.utilization"), 0.9));

        assertThat(names()).containsExactly("web-1");
        assertThat(model.faceProperty().get()).isEqualTo(new Face.Ready("1 of 2 hosts"));
    }

    @Test
    void aHostKeepsItsItemWhileItsValuesChange() {
        model.open(life);
        twoHosts();
        HostItem before = model.hosts().getFirst();

        link.clock().move(Duration.ofSeconds(30));
        ui.tick();

        assertThat(model.hosts().getFirst()).isSameAs(before);
        assertThat(before.row().state()).isEqualTo(HostState.STALE);
        assertThat(before.row().age()).hasValue(Duration.ofSeconds(30));
    }

    @Test
    void opensAHost() {
        model.openHost("1");

        assertThat(opened).containsExactly("host 1");
    }

    @Test
    void leavesNothingBehind() {
        int before = link.listeners();
        for (int i = 0; i < 200; i++) {
            model.open(life);
            life.end();
        }

        assertThat(link.listeners()).isEqualTo(before);
        assertThat(ui.open()).isZero();
    }

    private void twoHosts() {
        link.setHosts(host("1", "web-1", START), host("2", "db-1", START));
        link.connect();
    }

    private List<String> names() {
        return model.hosts().stream().map(item -> item.row().name()).sorted().toList();
    }
}
