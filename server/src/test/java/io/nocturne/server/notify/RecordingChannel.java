package io.nocturne.server.notify;

import io.nocturne.model.alert.ReceiverPreview;
import io.nocturne.model.alert.ReceiverType;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Form;
import io.nocturne.server.notify.channel.Notice;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A channel that notes what it is told, and answers as a test wants.
final class RecordingChannel implements Channel {

    private final String typeId;
    private final List<Got> got = new ArrayList<>();
    private final List<Got> tried = new ArrayList<>();
    private final Deque<Delivery> script = new ArrayDeque<>();
    private Function<Notice, Delivery> otherwise = _ -> new Delivery.Delivered("ok", Map.of());

    RecordingChannel(String typeId) {
        this.typeId = typeId;
    }

    /// A notice, and whose it was.
    record Got(String receiverId, Notice notice, Delivery answer) {}

    @Override
    public ReceiverType type() {
        return Form.of(typeId).optional("to", ReceiverType.Kind.PHONES, 100).done();
    }

    @Override
    public Delivery deliver(Notice notice, Address address) {
        Delivery answer = script.isEmpty() ? otherwise.apply(notice) : script.remove();
        tried.add(new Got(address.receiverId(), notice, answer));
        if (answer instanceof Delivery.Delivered) {
            got.add(tried.getLast());
        }
        return answer;
    }

    @Override
    public ReceiverPreview.Message preview(Notice notice, Address address) {
        return ReceiverPreview.Message.of(null, notice.kind().toString(), null);
    }

    void next(Delivery... answers) {
        script.addAll(List.of(answers));
    }

    void always(Function<Notice, Delivery> answer) {
        otherwise = answer;
    }

    List<Got> tried() {
        return tried;
    }

    List<Got> all() {
        return got;
    }

    /// What came to a receiver.
    List<Notice> to(String receiverId) {
        return got.stream()
                .filter(each -> each.receiverId().equals(receiverId))
                .map(Got::notice)
                .toList();
    }

    List<Notice.Kind> kinds(String receiverId) {
        return to(receiverId).stream().map(Notice::kind).toList();
    }
}
