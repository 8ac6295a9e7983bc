package io.nocturne.server.notify.channel;

import io.nocturne.model.alert.ReceiverPreview;
import io.nocturne.model.alert.ReceiverType;
import java.util.List;
import java.util.Map;

/// One way of telling people: knows a vendor's words, limits and answers, and nothing of routes, retries or
/// times.
///
/// **Threads** - safe; a receiver's notices come one after another, those of several receivers at once.
public interface Channel {

    /// What it is called and what it must be told.
    ReceiverType type();

    /// What is wrong with settings whose every value is of its kind; by default nothing more.
    ///
    /// **Shape** - `settings` with the defaults filled in.
    default List<SettingFault> check(Map<String, String> settings) {
        return List.of();
    }

    /// Sends a notice, within 30 seconds.
    ///
    /// **Errors** - none thrown: whatever happens is a [Delivery]. Its texts are for the operator, without
    /// secrets.
    Delivery deliver(Notice notice, Address address);

    /// What [#deliver] would send, put together by the same code. Nobody is asked, nothing is sent and
    /// nothing is remembered.
    ///
    /// **Shape** - the first message of a group, whatever the address remembers; without secrets.
    ReceiverPreview.Message preview(Notice notice, Address address);
}
