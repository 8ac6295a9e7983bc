package io.nocturne.server.notify.inbound;

import io.nocturne.server.audit.Origin;
import io.nocturne.server.notify.flow.Party;
import java.util.Optional;

/// What an answer can do: the alerts of a receiver's messages are taken in hand.
///
/// **Shape** - the origin's user is the name to be shown as the owner's, and is cut to an owner's length.
/// **Errors** - [io.nocturne.server.platform.web.ProblemException] when nothing can be changed now.
/// **Threads** - safe.
public interface Inbox {

    Optional<Party> receiver(String receiverId, String typeId);

    /// The receiver itself where it lists a phone number, or that of its person on call whose number it is.
    ///
    /// **Absent** - for a number of nobody whom it told.
    Optional<Party> told(Party receiver, String number);

    /// By the token of a message's link.
    Taken byToken(String token, String receiverId, Origin by);

    /// By the code at the end of a short message.
    Taken byCode(String code, String receiverId, Origin by);

    /// Without a code: if one alert alone, of which the receiver was told, is in nobody's hands.
    Taken theOnlyOne(String receiverId, Origin by);

    /// False when an answer of this id came before.
    boolean isFirst(String receiverId, String messageId);
}
