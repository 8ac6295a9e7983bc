package io.nocturne.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.print.Columns;
import io.nocturne.agent.print.Report;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTest {

    private static final Look PLAIN = new Look(StandardCharsets.UTF_8, false);

    @Test
    void noLineIsEverWiderAndNoPictureHigherThanTheScreen() {
        List<Report> hosts = List.of(
                Hosts.of(2, 1, 20),
                Hosts.of(128, 12, 100),
                Hosts.of(0, 0, 0),
                korean(),
                new Hosts().series("system.uptime", null).report());
        for (int columns = 20; columns <= 300; columns += columns < 170 ? 2 : 13) {
            for (int rows = 5; rows <= 100; rows += rows < 30 ? 2 : 14) {
                for (Report host : hosts) {
                    List<String> lines = lines(host, columns, rows);
                    int limit = columns;

                    assertThat(lines).hasSizeLessThanOrEqualTo(rows);
                    assertThat(lines).allMatch(line -> Columns.of(line) <= limit, "at most " + columns + " wide");
                }
            }
        }
    }

    @Test
    void evenTheSmallestScreenBreaksNothing() {
        assertThat(lines(Hosts.of(4, 2, 9), 1, 1)).hasSize(1);
        assertThat(lines(Hosts.of(4, 2, 9), 3, 100)).allMatch(line -> Columns.of(line) <= 3);
    }

    @Test
    void eightyByTwentyFourShowsEveryKindOfThing() {
        String picture = text(Hosts.of(4, 1, 20), 80, 24);

        assertThat(picture.lines()).hasSize(24);
        assertThat(picture)
                .contains("web-1  2026-11-22 10:00:00 UTC  up 41 d 6 h  355 processes")
                .containsPattern(
                        "CPU  \\[█+▌?\\s*\\]  96\\.4%  user 61\\.0%  system 31\\.0%  iowait 3\\.6%  steal 4\\.0%")
                .containsPattern("  0 \\[ +\\]   0%   1 \\[█ +\\]  10%")
                .contains("Load 1.60  1.20  0.80  on 4 CPUs  Pressure  cpu 2.1%  memory 2.1%  io 2.1%")
                .contains("91.5%  18.6 GiB used  2.00 of 23.5 GiB avail")
                .contains("25.0%  1.00 of 4.00 GiB used  in 12/s  out 0/s")
                .contains("TCP  154 established  4 listen  30 time_wait\n")
                .contains("Package id 0 71 °C")
                .containsPattern("/srv/data-0 +\\[████    \\] +50\\.0% +270\\.6 GB +135\\.3 GB +135\\.3 GB +2\\.9%")
                .containsPattern("sd0 +10\\.8 MB/s +10\\.8 MB/s +436\\.6/s +436\\.6/s +4\\.2 ms +1\\.25 +83\\.0%")
                .containsPattern("eth0 +1\\.50 MB/s +1\\.50 MB/s .* 0/s +3\\.00 M/s")
                .containsPattern("PID +USER +CPU +MEMORY +TOP BY CPU")
                .containsPattern("1000 +user0 +200\\.0% +16\\.0 MiB +worker-0\n")
                .containsPattern("1019 +user19 +10\\.0% +320 MiB +worker-19\n");
    }

    @Test
    void aLargeScreenShowsProcessesBesideTheHostAndIsFull() {
        List<String> lines = lines(Hosts.of(16, 3, 100), 200, 50);

        assertThat(lines).hasSize(50);
        assertThat(lines.subList(4, 50)).allMatch(line -> line.matches(".* user\\d+ .* worker-\\d+|.*TOP BY CPU"));
        assertThat(String.join("\n", lines)).contains("TOP BY CPU", "TOP BY MEMORY", "worker-40", " 15 [");
    }

    @Test
    void aSmallScreenKeepsWhatMattersMost() {
        assertThat(text(Hosts.of(4, 1, 20), 40, 12))
                .contains("web-1", "CPU  [", "Mem  [", "/srv/data-0", "eth0", "MEMORY", "worker-0");
    }

    @Test
    void whatDoesNotFitIsCounted() {
        assertThat(text(Hosts.of(128, 12, 100), 80, 24)).contains("+").containsPattern("and \\d+ more");
    }

    @ParameterizedTest
    @CsvSource({"80,24", "200,50", "60,20"})
    void valuesThatAreNotThereAreDashes(int columns, int rows) {
        Report first = new Hosts()
                .series("system.cpu.total.utilization", null)
                .series("system.cpu.core.utilization", null, "cpu.logical_number", "0")
                .disk("vda", null)
                .process(7, "init", null, null, 1 << 20)
                .report();

        assertThat(text(first, columns, rows))
                .containsPattern("CPU +\\[ +\\] +-")
                .containsPattern("vda .* - ")
                .containsPattern(" 7 +- +1\\.00 MiB +init");
    }

    @Test
    void wideLettersTakeTwoColumnsAndTheNextColumnStandsStraight() {
        List<String> lines = lines(korean(), 80, 24);

        String korean =
                lines.stream().filter(line -> line.contains("데이터")).findFirst().orElseThrow();
        String plain = lines.stream()
                .filter(line -> line.startsWith("/srv "))
                .findFirst()
                .orElseThrow();
        assertThat(Columns.of(korean)).isEqualTo(Columns.of(plain));
        assertThat(Columns.of(korean.substring(0, korean.indexOf("270.6 GB"))))
                .isEqualTo(Columns.of(plain.substring(0, plain.indexOf("270.6 GB"))));
    }

    @Test
    void noNameSteersTheTerminal() {
        Report host = new Hosts()
                .system(1)
                .filesystem("/mnt/\u001b[2J\u0007x", 0.1)
                .process(1, "a\u202Eb\r\n\u200B", "ro\u009Bot", 0.1, 1)
                .report();

        String picture = text(host, 80, 24);

        assertThat(picture).contains("/mnt/␛[2J␇x", "a�b␍␊�", "ro�ot");
        assertThat(picture.codePoints()).noneMatch(c -> c != '\n' && Character.isISOControl(c));
    }

    @Test
    void withoutUtf8EverythingIsAscii() {
        Look ascii = new Look(StandardCharsets.US_ASCII, false);

        String picture = new Picture(ascii, ScreenSize.USUAL, korean())
                .lines().stream().map(Line::toString).collect(Collectors.joining("\n"));

        assertThat(picture)
                .contains("[|||||", "/???")
                .matches(text -> text.chars().allMatch(c -> c < 128));
    }

    @Test
    void anotherCharsetShowsTheLettersThatItHas() {
        Look korean = new Look(Charset.forName("EUC-KR"), false);

        assertThat(korean.printable("/데이터 é")).isEqualTo("/데이터 ?");
    }

    @ParameterizedTest
    @CsvSource({"0.5, 32", "0.8, 33", "0.9, 1;31"})
    void colorSaysHowBadTheCpuIs(double share, String code) {
        Report host = new Hosts().series("system.cpu.total.utilization", share).report();

        String colored = new Picture(new Look(StandardCharsets.UTF_8, true), ScreenSize.USUAL, host)
                .lines()
                .get(1)
                .toString();

        assertThat(colored).contains("\u001b[" + code + "m[");
        assertThat(colored.replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo(lines(host, 80, 24).get(1));
    }

    private static Report korean() {
        return new Hosts()
                .system(3)
                .filesystem("/데이터", 0.4)
                .filesystem("/srv", 0.4)
                .filesystem("/아주 긴 이름을 가진 마운트 지점과 그 아래의 폴더", 0.4)
                .process(4242, "한글프로세스-한글프로세스-한글프로세스", "사용자이름이아주긴사람", 0.1, 1 << 20)
                .report();
    }

    private static List<String> lines(Report report, int columns, int rows) {
        return new Picture(PLAIN, new ScreenSize(columns, rows), report)
                .lines().stream().map(Line::toString).toList();
    }

    private static String text(Report report, int columns, int rows) {
        return String.join("\n", lines(report, columns, rows)) + "\n";
    }
}
