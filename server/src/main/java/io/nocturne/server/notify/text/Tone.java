package io.nocturne.server.notify.text;

/// How serious a notice looks, told by color and sign alike.
///
/// **Shape** - `rgb` dark enough to be read on white.
public enum Tone {
    CRITICAL(0xC62828, "🔴"),
    WARNING(0xB26A00, "🟠"),
    GOOD(0x2E7D32, "🟢"),
    UNKNOWN(0x5F6368, "⚪"),
    PLAIN(0x1565C0, "🔵");

    private final int rgb;
    private final String sign;

    Tone(int rgb, String sign) {
        this.rgb = rgb;
        this.sign = sign;
    }

    public int rgb() {
        return rgb;
    }

    /// "#C62828".
    public String hex() {
        return "#%06X".formatted(rgb);
    }

    public String sign() {
        return sign;
    }
}
