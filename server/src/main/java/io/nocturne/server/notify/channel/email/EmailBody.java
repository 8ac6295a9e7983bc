package io.nocturne.server.notify.channel.email;

import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.text.Limit;
import io.nocturne.server.notify.text.Measure;
import io.nocturne.server.notify.text.NoticeText;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/// A notice as text and as HTML that mail programs show: tables and styles in place, nothing from outside, a
/// light ground.
///
/// **Shape** - well below the 102 KB from which on Gmail hides the rest.
final class EmailBody {

    /// The name of the picture within the message.
    static final String CHART = "chart";

    /// Of all rows.
    private static final int MOST_BYTES = 80_000;

    private static final Limit LINE = new Limit(Measure.UTF8_BYTES, 400);
    private static final Limit FACT = new Limit(Measure.UTF8_BYTES, 4_000);

    private final NoticeText text;
    private final boolean hasChart;

    EmailBody(NoticeText text, boolean hasChart) {
        this.text = text;
        this.hasChart = hasChart;
    }

    String plain() {
        StringBuilder plain = new StringBuilder(text.title()).append("\n\n");
        if (isAlone()) {
            text.facts(first())
                    .forEach(fact -> plain.append(fact.label())
                            .append(": ")
                            .append(FACT.cut(fact.value()))
                            .append('\n'));
        } else {
            text.lines()
                    .forEach(line -> plain.append("- ").append(LINE.cut(line)).append('\n'));
            if (text.notice().omitted() > 0) {
                plain.append(text.more(text.notice().omitted())).append('\n');
            }
        }
        text.notes().forEach(note -> plain.append('\n').append(note));
        return plain.append("\n\n-- \n").append(footer()).append('\n').toString();
    }

    String html() {
        return """
                <!DOCTYPE html>
                <html lang="%s"><head><meta charset="utf-8">\
                <meta name="viewport" content="width=device-width">\
                <meta name="color-scheme" content="light"><title>%s</title></head>
                <body style="margin:0;padding:0;background:#f3f4f6">
                <table role="presentation" width="100%%" cellpadding="0" cellspacing="0" style="background:#f3f4f6">
                <tr><td align="center" style="padding:20px 8px">
                <table role="presentation" width="600" cellpadding="0" cellspacing="0" style="width:100%%;\
                max-width:600px;background:#ffffff;border:1px solid #dfe1e5;font-family:'Segoe UI',Roboto,\
                'Apple SD Gothic Neo','Malgun Gothic','Noto Sans KR',Arial,sans-serif;font-size:14px;\
                line-height:1.5;color:#202124;word-break:keep-all;overflow-wrap:anywhere">
                <tr><td style="background:%s;padding:14px 20px;color:#ffffff">\
                <div style="font-size:13px">%s</div>\
                <div style="font-size:19px;font-weight:600">%s</div></td></tr>
                %s%s%s<tr><td style="padding:12px 20px;border-top:1px solid #dfe1e5;font-size:12px;color:#5f6368">\
                %s</td></tr>
                </table></td></tr></table></body></html>
                """.formatted(
                        text.notice().language().toLanguageTag(),
                        safe(text.title()),
                        text.tone().hex(),
                        safe(text.marked(text.state())),
                        safe(text.subjectOrTemplate()),
                        chart(),
                        isAlone() ? facts() : rows(),
                        notes(),
                        safe(footer()));
    }

    private String chart() {
        return hasChart ? """
                <tr><td style="padding:16px 20px 0"><img src="cid:%s" width="560" height="200" alt="%s" \
                style="display:block;width:100%%;max-width:560px;height:auto;border:0"></td></tr>
                """.formatted(CHART, safe(text.say("email.chart"))) : "";
    }

    private String facts() {
        String rows = text.facts(first()).stream()
                .map(fact -> fact.isLink() ? button(fact) : row(fact))
                .collect(Collectors.joining());
        return """
                <tr><td style="padding:12px 20px"><table role="presentation" width="100%%" cellpadding="0" \
                cellspacing="0">%s</table></td></tr>
                """.formatted(rows);
    }

    private static String row(NoticeText.Fact fact) {
        return """
                <tr><td width="110" valign="top" style="padding:4px 12px 4px 0;color:#5f6368;white-space:nowrap">%s</td>\
                <td style="padding:4px 0;white-space:pre-line">%s</td></tr>
                """.formatted(safe(fact.label()), safe(FACT.cut(fact.value())));
    }

    private static String button(NoticeText.Fact fact) {
        if (!isWeb(fact.value())) {
            return row(fact);
        }
        return """
                <tr><td></td><td style="padding:6px 0"><a href="%s" style="display:inline-block;padding:7px 16px;\
                border:1px solid #1565c0;color:#1565c0;text-decoration:none">%s</a></td></tr>
                """.formatted(safe(fact.value()), safe(fact.label()));
    }

    private String rows() {
        List<Notice.Item> items = text.notice().items();
        StringBuilder rows = new StringBuilder();
        int shown = 0;
        int room = MOST_BYTES;
        while (shown < items.size()) {
            String row = row(items.get(shown));
            room -= Measure.UTF8_BYTES.of(row);
            if (room < 0) {
                break;
            }
            rows.append(row);
            shown++;
        }
        int left = items.size() - shown + text.notice().omitted();
        if (left > 0) {
            rows.append(
                    "<tr><td style=\"padding:8px 0;color:#5f6368\">%s</td></tr>\n".formatted(safe(text.more(left))));
        }
        return """
                <tr><td style="padding:12px 20px"><table role="presentation" width="100%%" cellpadding="0" \
                cellspacing="0">%s</table></td></tr>
                """.formatted(rows);
    }

    private String row(Notice.Item item) {
        String link = NoticeText.link(item)
                .filter(EmailBody::isWeb)
                .map(url -> " <a href=\"%s\" style=\"color:#1565c0\">%s</a>"
                        .formatted(safe(url), safe(text.label("acknowledge"))))
                .orElse("");
        return "<tr><td style=\"padding:6px 0;border-bottom:1px solid #eceff1\">%s%s</td></tr>\n"
                .formatted(safe(LINE.cut(text.line(item))), link);
    }

    private String notes() {
        if (text.notes().isEmpty()) {
            return "";
        }
        String notes = text.notes().stream()
                .map(note -> "<div>%s</div>".formatted(safe(note)))
                .collect(Collectors.joining());
        return "<tr><td style=\"padding:0 20px 14px;color:#3c4043\">%s</td></tr>\n".formatted(notes);
    }

    private String footer() {
        return text.say("email.footer", text.time(text.notice().at()));
    }

    private boolean isAlone() {
        return text.notice().items().size() == 1 && text.notice().omitted() == 0;
    }

    private Notice.Item first() {
        return text.notice().items().getFirst();
    }

    private static boolean isWeb(String url) {
        String lower = url.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://");
    }

    /// Escaped, and a percent sign stays with its number.
    private static String safe(String words) {
        return HtmlUtils.htmlEscape(words, "UTF-8").replace(" %", "&nbsp;%");
    }
}
