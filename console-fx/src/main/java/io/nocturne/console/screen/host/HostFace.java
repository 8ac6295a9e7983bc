package io.nocturne.console.screen.host;

import io.nocturne.console.fx.StateLook;
import io.nocturne.model.fleet.HostState;
import java.util.List;
import java.util.Map;

/// All that the screen of a host shows at one moment.
///
/// **Shape** - `chips` are the host's tags; `problem` is why the history could not be had, empty
/// when it could; `stale` says that nothing shown is known to be true now, `look` whether the host
/// said why.
record HostFace(
        String name,
        HostState state,
        StateLook look,
        List<String> chips,
        String description,
        String age,
        boolean stale,
        String problem,
        Map<ChartKind, PanelModel> charts,
        List<FactTable> facts) {

    HostFace {
        chips = List.copyOf(chips);
        charts = Map.copyOf(charts);
        facts = List.copyOf(facts);
    }
}
