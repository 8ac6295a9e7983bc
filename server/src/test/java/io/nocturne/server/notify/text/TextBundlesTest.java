package io.nocturne.server.notify.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TextBundlesTest {

    private final Properties english = bundle("notify.properties");
    private final Properties korean = bundle("notify_ko.properties");

    @Test
    void bothLanguagesSayTheSame() {
        assertThat(korean.keySet()).isEqualTo(english.keySet());
    }

    @Test
    void bothLanguagesFillTheSamePlaces() {
        assertThat(english.stringPropertyNames())
                .allSatisfy(key -> assertThat(places(korean, key)).as(key).isEqualTo(places(english, key)));
    }

    @Test
    void koreanHasWordsOfItsOwn() {
        assertThat(korean.stringPropertyNames())
                .filteredOn(key -> korean.getProperty(key).equals(english.getProperty(key)))
                .allSatisfy(key -> assertThat(korean.getProperty(key)).matches("[{}0-9 :·]*"));
    }

    private static int places(Properties bundle, String key) {
        return new MessageFormat(bundle.getProperty(key)).getFormatsByArgumentIndex().length;
    }

    private static Properties bundle(String name) {
        Properties properties = new Properties();
        try (Reader reader = new InputStreamReader(
                TextBundlesTest.class.getResourceAsStream("/io/nocturne/server/notify/text/" + name),
                StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
