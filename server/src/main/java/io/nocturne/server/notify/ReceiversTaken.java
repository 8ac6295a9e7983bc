package io.nocturne.server.notify;

import io.nocturne.model.alert.Receiver;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.rule.AlertsFileSection.Taken;
import java.util.List;
import java.util.function.BiConsumer;

/// The receivers that a section of `alerts.yml` names.
record ReceiversTaken(List<Receiver> receivers, BiConsumer<List<Receiver>, Origin> writer) implements Taken {

    ReceiversTaken {
        receivers = List.copyOf(receivers);
    }

    boolean names(String name) {
        return receivers.stream().anyMatch(receiver -> receiver.name().equals(name));
    }

    @Override
    public void write(Origin by) {
        writer.accept(receivers, by);
    }

    /// Whether any of the sections before names a receiver.
    static boolean anyNames(List<Taken> before, String name) {
        return before.stream().anyMatch(taken -> taken instanceof ReceiversTaken receivers && receivers.names(name));
    }
}
