package io.nocturne.server.platform.log;

import ch.qos.logback.classic.pattern.MessageConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.nocturne.model.text.PlainText;

/// A log message without hidden characters: the last line of defense, should a text have come past the border.
///
/// **Threads** - stateless.
public final class PlainMessage extends MessageConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return PlainText.shown(String.valueOf(super.convert(event)));
    }
}
