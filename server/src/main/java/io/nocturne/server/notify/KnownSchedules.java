package io.nocturne.server.notify;

import io.nocturne.model.text.PlainText;
import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.notify.channel.SettingFault;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Whether there are the schedules that receivers name.
///
/// **Shape** - `isSchedule` by name or id.
/// **Threads** - safe.
record KnownSchedules(Channels types, Predicate<String> isSchedule) {

    private static final int SHOWN = 100;

    List<SettingFault> faults(String typeId, Map<String, String> settings) {
        return types.onCall(typeId).stream()
                .flatMap(people -> people.schedules(settings).stream()
                        .filter(schedule -> !isSchedule.test(schedule))
                        .map(schedule -> new SettingFault(
                                people.field().key(),
                                "names the on-call schedule '%s', which is not there"
                                        .formatted(PlainText.quoted(schedule, SHOWN)))))
                .toList();
    }
}
