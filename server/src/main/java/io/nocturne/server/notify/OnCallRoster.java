package io.nocturne.server.notify;

import io.nocturne.model.alert.Receiver;
import io.nocturne.model.oncall.UserContact;
import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.notify.flow.Duty;
import io.nocturne.server.notify.flow.Party;
import io.nocturne.server.notify.flow.Roster;
import io.nocturne.server.oncall.Contacts;
import io.nocturne.server.oncall.OnCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// People on call by the schedules, reached by the contacts that they left.
///
/// **Shape** - a contact that was changed counts after [#FRESH] at the latest.
/// **Threads** - safe.
final class OnCallRoster implements Roster {

    static final Duration FRESH = Duration.ofSeconds(30);

    private final OnCall onCall;
    private final Contacts contacts;
    private final Channels types;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    OnCallRoster(OnCall onCall, Contacts contacts, Channels types, Clock clock) {
        this.onCall = onCall;
        this.contacts = contacts;
        this.types = types;
        this.clock = clock;
    }

    @Override
    public List<Party> at(Party receiver, Instant at) {
        Duty duty = receiver.duty();
        if (!duty.isAsked() || duty.user() != null) {
            return List.of(receiver);
        }
        List<Party> told = new ArrayList<>();
        if (!duty.isVacant()) {
            told.add(receiver);
        }
        duty.schedules().stream()
                .flatMap(schedule -> onCall.now(schedule, at).stream())
                .distinct()
                .flatMap(user -> person(receiver, user).stream())
                .forEach(told::add);
        return told.isEmpty() ? List.of(receiver) : told;
    }

    @Override
    public Optional<Party> person(Party receiver, String user) {
        if (!receiver.duty().isAsked()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        String id = Party.idOf(receiver.id(), user);
        Known seen = known.get(id);
        if (seen == null || !seen.isOf(receiver, now)) {
            seen = new Known(receiver, made(receiver, user), now);
            known.put(id, seen);
        }
        return seen.person();
    }

    private Optional<Party> made(Party receiver, String user) {
        Receiver named = receiver.receiver();
        return contacts.of(user)
                .flatMap(contact -> types.onCall(named.typeId())
                        .flatMap(people -> people.of(contact, receiver.settings()))
                        .map(settings -> new Party(
                                forOne(named, receiver.id(), user, contact),
                                settings,
                                receiver.limits(),
                                new Duty(receiver.duty().schedules(), user, false))));
    }

    @Override
    public boolean isOnCall(Party person, Instant at) {
        return person.duty().schedules().stream()
                .flatMap(schedule -> onCall.now(schedule, at).stream())
                .anyMatch(user -> user.equals(person.duty().user()));
    }

    private static Receiver forOne(Receiver receiver, String receiverId, String user, UserContact contact) {
        return new Receiver(
                Party.idOf(receiverId, user),
                receiver.name(),
                receiver.typeId(),
                receiver.enabled(),
                Map.of(),
                List.of(),
                Objects.requireNonNullElse(contact.language(), receiver.language()),
                receiver.zone(),
                receiver.quietHours(),
                receiver.limits(),
                receiver.repeatSeconds(),
                receiver.version(),
                null,
                receiver.updatedBy(),
                receiver.updatedAt());
    }

    /// Who was made of a receiver as it was, and when.
    @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // that there is none is kept too
    private record Known(Party receiver, Optional<Party> person, Instant at) {

        // Each change of a receiver makes another party.
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(Party wanted, Instant now) {
            return receiver == wanted && at.plus(FRESH).isAfter(now);
        }
    }
}
