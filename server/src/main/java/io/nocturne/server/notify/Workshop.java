package io.nocturne.server.notify;

import io.nocturne.model.alert.Alert;
import io.nocturne.server.notify.Desk.Workings;
import io.nocturne.server.notify.flow.AcknowledgedStage;
import io.nocturne.server.notify.flow.Composer;
import io.nocturne.server.notify.flow.Dispatch;
import io.nocturne.server.notify.flow.DutyStage;
import io.nocturne.server.notify.flow.FlapStage;
import io.nocturne.server.notify.flow.InhibitStage;
import io.nocturne.server.notify.flow.Intake;
import io.nocturne.server.notify.flow.Judge;
import io.nocturne.server.notify.flow.Ledger;
import io.nocturne.server.notify.flow.OffStage;
import io.nocturne.server.notify.flow.QuietStage;
import io.nocturne.server.notify.flow.Remembered;
import io.nocturne.server.notify.flow.Review;
import io.nocturne.server.notify.flow.Roster;
import io.nocturne.server.notify.flow.SettleStage;
import io.nocturne.server.notify.flow.SilenceStage;
import io.nocturne.server.notify.flow.ToldBeforeStage;
import io.nocturne.server.notify.flow.World;
import io.nocturne.server.silence.Mutes;
import java.util.HashMap;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Puts the stages together, in their order.
///
/// **Shape** - `saysSilent` is whether an alert is that its host is silent; `ids` makes ids of messages;
/// `chance` is from 0 to 1.
/// **Threads** - safe.
record Workshop(
        Mutes mutes,
        Roster roster,
        Predicate<Alert> saysSilent,
        World.Hosts hosts,
        Supplier<String> ids,
        DoubleSupplier chance) {

    Workings build(Remembered before) {
        World world = new World(saysSilent, hosts);
        Ledger ledger = new Ledger(before);
        Judge judge = new Judge(
                world,
                List.of(
                        new OffStage(ledger),
                        new DutyStage(roster),
                        new FlapStage(world, ledger),
                        new SilenceStage(mutes),
                        new InhibitStage(world),
                        new SettleStage(world),
                        new AcknowledgedStage(),
                        new QuietStage(),
                        new ToldBeforeStage(ledger)));
        Review review = new Review(world, ledger, judge);
        return new Workings(
                world,
                ledger,
                new Intake(world, ledger),
                judge,
                review,
                new Dispatch(ledger, new Composer(ledger, review), ids, chance),
                new HashMap<>());
    }
}
