package io.nocturne.agent.config;

import io.nocturne.agent.config.ConfigKey.Whole;
import io.nocturne.agent.log.LogLevel;
import io.nocturne.model.fleet.HostDescription;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What each kind of value may look like.
///
/// **Errors** - [IllegalArgumentException], whose message says what is wrong and never quotes a secret; the
/// reader puts before it where it stands and what is allowed.
final class ConfigText {

    private static final int MAX_NAME = 255;
    private static final int MAX_TAG = 128;
    private static final int MAX_TOKEN = 4_096;
    private static final int MAX_DIGITS = 9;
    private static final int MAX_PORT = 65_535;
    private static final int MAX_GLOBS = 64;
    private static final String NO_GLOB = "[]{}\\";

    private ConfigText() {}

    static int number(String text, Whole range) {
        String digits = text.strip();
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= MAX_DIGITS
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        require(isNumber, is(text));
        int value = Integer.parseInt(digits);
        require(value >= range.min() && value <= range.max(), is(text));
        return value;
    }

    static URI server(String text) {
        URI url = address(text);
        // Never show what stands before the @: it may be a password.
        require(url.getRawUserInfo() == null, "a user name has no place in it");
        require(scheme(url).equals("http") || scheme(url).equals("https"), is(text));
        hostAndPortOnly(url, is(text));
        return URI.create(scheme(url) + "://" + url.getRawAuthority());
    }

    static ProxyServer proxy(String text) {
        URI url = address(text);
        String wrong = text.contains("@") ? "it is another kind of address" : is(text);
        require(scheme(url).equals("http"), wrong);
        hostAndPortOnly(url, wrong);
        require(url.getPort() > 0, "the port is missing");
        return new ProxyServer(
                url.getHost(),
                url.getPort(),
                Optional.ofNullable(url.getRawUserInfo()).map(ConfigText::login));
    }

    private static ProxyServer.Login login(String userInfo) {
        int colon = userInfo.indexOf(':');
        require(colon > 0, "user and password have a colon between them");
        return new ProxyServer.Login(decoded(userInfo.substring(0, colon)), decoded(userInfo.substring(colon + 1)));
    }

    /// Percent signs decoded; a plus is a plus in this part of an address.
    private static String decoded(String text) {
        String plain = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        require(plain.chars().noneMatch(Character::isISOControl), "user and password have no control characters");
        return plain;
    }

    private static URI address(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            // Without the cause: its message quotes all of the address, a password too.
            throw new IllegalArgumentException(text.contains("@") ? "it is no address" : is(text));
        }
    }

    private static String scheme(URI url) {
        return url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    }

    private static void hostAndPortOnly(URI url, String otherwise) {
        require(url.getHost() != null && url.getPort() != 0 && url.getPort() <= MAX_PORT, otherwise);
        boolean bare = url.getRawPath() == null
                || url.getRawPath().isEmpty()
                || url.getRawPath().equals("/");
        require(bare && url.getRawQuery() == null && url.getRawFragment() == null, "nothing may follow host and port");
    }

    static String fingerprint(String text) {
        String digits = text.strip().replace(":", "").toLowerCase(Locale.ROOT);
        if (digits.startsWith("sha256/")) {
            throw new IllegalArgumentException("that is the digest of a key in base64, not of a certificate in hex");
        }
        require(digits.matches("[0-9a-f]*"), "it has other characters");
        require(digits.length() == 64, "it has " + digits.length() + " digits");
        return digits;
    }

    static Path path(String text) {
        try {
            require(!text.isBlank() && !Path.of(text).toString().isEmpty(), "it is empty");
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("no file can be named so", e);
        }
    }

    static String token(String text) {
        String token = text.strip();
        require(!token.isEmpty(), "it is empty");
        require(token.length() <= MAX_TOKEN, "it is too long");
        require(token.chars().noneMatch(Character::isWhitespace), "it has blanks");
        return token;
    }

    static String name(String text) {
        require(!text.isBlank(), "it is empty");
        require(text.length() <= MAX_NAME, "it has " + text.length() + " characters");
        require(text.chars().noneMatch(Character::isISOControl), "it has control characters");
        return text.strip();
    }

    static LogLevel logLevel(String text) {
        return LogLevel.find(text).orElseThrow(() -> new IllegalArgumentException(is(text)));
    }

    static Map<String, String> tags(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            require(equals > 0, "'" + Shown.of(pair) + "' is not KEY=VALUE");
            String before = tags.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
            require(before == null, "'" + Shown.of(pair) + "' is there twice");
        }
        return tags(tags);
    }

    static Map<String, String> tags(Map<String, String> tags) {
        require(tags.size() <= HostDescription.MAX_TAGS, "there are " + tags.size());
        tags.forEach((key, value) -> {
            require(!key.isBlank(), "one has no name");
            require(key.length() <= MAX_TAG, "'" + Shown.of(key) + "' has " + key.length() + " characters");
            require(
                    value.length() <= MAX_TAG,
                    "the value of '" + Shown.of(key) + "' has " + value.length() + " characters");
        });
        return tags;
    }

    static List<String> globs(String text) {
        return globs(Stream.of(text.split(",", -1)).map(String::strip).toList());
    }

    static List<String> globs(List<String> globs) {
        require(globs.size() <= MAX_GLOBS, "there are " + globs.size());
        globs.forEach(glob -> {
            require(!glob.isBlank(), "one is empty");
            require(glob.length() <= MAX_NAME, "'" + Shown.of(glob) + "' has " + glob.length() + " characters");
            require(
                    glob.chars().noneMatch(c -> Character.isISOControl(c) || NO_GLOB.indexOf(c) >= 0),
                    "'" + Shown.of(glob) + "' has a character that stands for nothing; ? stands for any");
        });
        return globs;
    }

    private static String is(String text) {
        return text.isBlank() ? "it is empty" : "is " + Shown.of(text.strip());
    }

    private static void require(boolean claim, String detail) {
        if (!claim) {
            throw new IllegalArgumentException(detail);
        }
    }
}
