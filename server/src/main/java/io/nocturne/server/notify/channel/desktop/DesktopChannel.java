package io.nocturne.server.notify.channel.desktop;

import io.nocturne.model.alert.ReceiverPreview;
import io.nocturne.model.alert.ReceiverType;
import io.nocturne.server.notify.DesktopNotice;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Channel;
import io.nocturne.server.notify.channel.Delivery;
import io.nocturne.server.notify.channel.Form;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.text.NoticeText;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/// Hands messages to the consoles that are connected.
///
/// **Threads** - safe.
@Component
final class DesktopChannel implements Channel {

    private final ApplicationEventPublisher events;
    private final ReceiverType type = Form.of("desktop").done();

    DesktopChannel(ApplicationEventPublisher events) {
        this.events = events;
    }

    @Override
    public ReceiverType type() {
        return type;
    }

    /// A console says it in the language of whoever sits there; these are the words of a message.
    @Override
    public ReceiverPreview.Message preview(Notice notice, Address address) {
        NoticeText text = NoticeText.of(notice, address);
        return ReceiverPreview.Message.of(text.title(), String.join("\n", text.lines()), null);
    }

    @Override
    public Delivery deliver(Notice notice, Address address) {
        events.publishEvent(new DesktopNotice(
                notice.noticeId(),
                notice.kind().name().toLowerCase(Locale.ROOT),
                notice.at(),
                notice.items().stream().map(Notice.Item::alert).toList(),
                notice.omitted(),
                notice.isDrill()));
        return new Delivery.Delivered("handed to the consoles", Map.of());
    }
}
