package io.nocturne.server.notify.text;

import java.nio.charset.StandardCharsets;

/// How a receiver counts the length of a text.
///
/// **Threads** - immutable.
/// **Source** - each channel's test names the vendor's page.
public enum Measure {
    /// Unicode code points.
    CODE_POINTS("…") {
        @Override
        public int of(String text) {
            return text.codePointCount(0, text.length());
        }
    },
    /// What Java and JavaScript call characters.
    UTF16("…") {
        @Override
        public int of(String text) {
            return text.length();
        }
    },
    UTF8_BYTES("…") {
        @Override
        public int of(String text) {
            return text.getBytes(StandardCharsets.UTF_8).length;
        }
    },
    /// Septets of a short message, as it is fitted: a letter of the extension table takes two.
    GSM7("...") {
        @Override
        public int of(String text) {
            return Gsm7.fittedSeptets(text);
        }
    },
    /// Bytes of KS X 1001 text: a Hangul syllable takes two.
    EUC_KR_BYTES("…") {
        @Override
        public int of(String text) {
            return EucKr.bytes(text).length;
        }
    };

    private final String ellipsis;

    Measure(String ellipsis) {
        this.ellipsis = ellipsis;
    }

    /// The length of a text.
    public abstract int of(String text);

    /// What stands for the rest of a text that was cut.
    public String ellipsis() {
        return ellipsis;
    }
}
