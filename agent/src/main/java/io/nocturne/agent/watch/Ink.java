package io.nocturne.agent.watch;

/// The colors of the screen. They repeat what a bar or a number says already.
///
/// **Source** - the 16 colors of ECMA-48, which a terminal's owner may have changed to taste.
enum Ink {
    PLAIN(""),
    TITLE("1"),
    HEAD("1;36"),
    GOOD("32"),
    WARN("33"),
    BAD("1;31");

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    String paint(String text) {
        return code.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
