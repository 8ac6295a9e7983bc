package io.nocturne.server.notify.inbound;

import io.nocturne.model.text.PlainText;
import io.nocturne.server.access.RateLimits;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.notify.channel.Recipients;
import io.nocturne.server.notify.flow.Party;
import io.nocturne.server.notify.text.AnswerText;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Does what people answer to short messages. Codes are short, so each number has few wrong ones.
///
/// **Threads** - safe.
@Component
final class ShortAnswers {

    private static final int SHOWN_NUMBER = 20;

    private final Inbox inbox;
    private final RateLimits wrongCodes;

    ShortAnswers(Inbox inbox, RateLimits wrongCodes) {
        this.inbox = inbox;
        this.wrongCodes = wrongCodes;
    }

    /// What to say to somebody whom the receiver tells of alerts.
    ///
    /// **Absent** - when nothing is to be said: it is no answer, or too many wrong codes came.
    Optional<String> take(String from, String text, Party receiver, String address) {
        Optional<ShortAnswer> answer = ShortAnswer.of(text);
        String number = receiver.id() + "|" + from.replaceAll("[^0-9]", "");
        if (answer.isEmpty() || wrongCodes.take(number).isPositive()) {
            return Optional.empty();
        }
        boolean isWrong = false;
        Taken taken;
        try {
            taken = take(answer.get(), receiver.id(), new Origin(owner(from, receiver), address));
            isWrong = taken instanceof Taken.Unknown;
        } finally {
            if (!isWrong) {
                wrongCodes.giveBack(number);
            }
        }
        AnswerText words = AnswerText.in(receiver.language());
        return Optional.of(
                switch (taken) {
                    case Taken.Acknowledged(var alert) -> words.acknowledged(alert);
                    case Taken.Used _ -> words.used();
                    case Taken.Unknown _ -> words.unknown();
                    case Taken.Several(int alerts) -> words.several(alerts);
                    case Taken.Nothing _ -> words.nothing();
                });
    }

    private Taken take(ShortAnswer answer, String receiverId, Origin by) {
        return answer.code()
                .map(code -> inbox.byCode(code, receiverId, by))
                .orElseGet(() -> inbox.theOnlyOne(receiverId, by));
    }

    private static String owner(String from, Party receiver) {
        return Party.userOf(receiver.id())
                .orElseGet(() -> "%s (%s)"
                        .formatted(
                                Recipients.masked(PlainText.quoted(from, SHOWN_NUMBER)),
                                receiver.receiver().name()));
    }
}
