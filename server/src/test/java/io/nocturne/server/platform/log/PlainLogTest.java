package io.nocturne.server.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

class PlainLogTest {

    private static final String FORGED =
            "web-1\r\n2026-11-22T10:00:00Z INFO Users: user eve was made with role ADMIN\u202E";

    @Test
    void aTextForgesNoLine() throws IOException {
        assertThat(line("host {} enrolled", FORGED, null))
                .hasLineCount(1)
                .contains("host web-1␍␊2026")
                .endsWith("ADMIN\uFFFD enrolled\n");
    }

    @Test
    void norDoesAnException() throws IOException {
        IllegalStateException thrown = new IllegalStateException(FORGED, new IOException(FORGED));
        thrown.addSuppressed(new IOException(FORGED));

        String text = line("{} failed", "x", thrown);

        assertThat(text).contains("IllegalStateException: web-1␍␊2026", "Caused by: java.io.IOException: web-1␍␊");
        assertThat(text.lines()).noneMatch(line -> line.startsWith("2026-11-22T10:00:00Z"));
    }

    /// The pattern of application.yml with the words of logback-spring.xml, without starting a server.
    private static String line(String message, String argument, @Nullable Throwable thrown) throws IOException {
        ClassPathResource config = new ClassPathResource("logback-spring.xml");
        assertThat(config.getContentAsString(StandardCharsets.UTF_8))
                .contains(
                        "conversionWord=\"plainMsg\" class=\"" + PlainMessage.class.getName(),
                        "conversionWord=\"plainEx\" class=\"" + PlainStackTrace.class.getName());
        String pattern = String.valueOf(Objects.requireNonNull(new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yml"))
                .getFirst()
                .getProperty("logging.pattern.console")));

        LoggerContext context = new LoggerContext();
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.getInstanceConverterMap().put("plainMsg", PlainMessage::new);
        layout.getInstanceConverterMap().put("plainEx", PlainStackTrace::new);
        layout.setPattern(pattern);
        layout.start();
        Logger logger = context.getLogger("test");
        return layout.doLayout(new LoggingEvent("test", logger, Level.INFO, message, thrown, new Object[] {argument}));
    }
}
