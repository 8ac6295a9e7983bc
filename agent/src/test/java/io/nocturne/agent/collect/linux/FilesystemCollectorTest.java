package io.nocturne.agent.collect.linux;

import static io.nocturne.agent.collect.linux.FakeMachine.names;
import static io.nocturne.agent.collect.linux.FakeMachine.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.agent.collect.Reading;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesystemCollectorTest {

    private static final String MOUNTPOINT = "system.filesystem.mountpoint";

    /// A Debian host with most of what can be mounted.
    private static final String HOST = """
            22 27 0:21 / /proc rw,relatime - proc proc rw
            23 27 0:22 / /sys rw,relatime - sysfs sysfs rw
            24 27 0:6 / /dev rw,relatime - devtmpfs devtmpfs rw
            27 1 254:0 / / rw,relatime shared:1 master:2 - ext4 /dev/vda rw,discard
            28 27 0:25 / /run rw,nosuid - tmpfs tmpfs rw
            29 27 8:17 / /mnt/my\\040disk\\011x rw,relatime - xfs /dev/sdb1 rw
            30 27 254:0 /srv/www /var/www rw,relatime - ext4 /dev/vda rw
            31 27 7:1 / /snap/core/1 ro - squashfs /dev/loop1 ro
            32 27 7:2 / /mnt/image rw - ext4 /dev/loop2 rw
            33 27 0:40 / /mnt/nfs rw - nfs4 filer:/export rw
            34 27 0:41 / /mnt/share rw - cifs //nas/share rw
            35 27 0:42 / /mnt/ssh rw - fuse.sshfs me@host:/ rw
            36 27 0:43 / /var/lib/docker/overlay2/abc/merged rw - overlay overlay rw
            37 27 0:44 / /tank/data rw - zfs tank/data rw
            38 27 11:0 / /media/cd ro - iso9660 /dev/sr0 ro
            39 27 0:45 / /mnt/vm rw - 9p shared rw
            """;

    @TempDir
    private Path root;

    private FakeMachine machine;

    @BeforeEach
    void open() {
        machine = new FakeMachine(root);
    }

    @Test
    void onlyFilesystemsWithAnOperatorsDataAreReported() {
        mounts(HOST);

        assertThat(names(machine.read(), MOUNTPOINT)).containsExactly("/", "/mnt/my disk␉x", "/tank/data");
    }

    @Test
    void theNumbersAreThoseOfDf() {
        mounts(HOST);
        machine.space("/", 1000, 700, 500);

        Reading reading = machine.read();

        assertThat(value(reading, "system.filesystem.limit", MOUNTPOINT + "=/")).hasValue(1000);
        assertThat(usage(reading, "used")).isEqualTo(300);
        assertThat(usage(reading, "free")).isEqualTo(500);
        assertThat(usage(reading, "reserved")).isEqualTo(200);
        assertThat(value(reading, "system.filesystem.utilization", MOUNTPOINT + "=/"))
                .hasValue(0.375);
    }

    @Test
    void aFilesystemThatCannotBeAskedIsAbsent() {
        mounts(HOST);
        machine.space("/", 1000, 700, 500);

        assertThat(value(machine.read(), "system.filesystem.limit", MOUNTPOINT + "=/tank/data"))
                .isEmpty();
    }

    @Test
    void numbersThatDisagreeNeverMakeNegativeOnes() {
        mounts(HOST);
        machine.space("/", 1000, 1100, 1200);

        Reading reading = machine.read();

        assertThat(usage(reading, "used")).isZero();
        assertThat(usage(reading, "reserved")).isZero();
    }

    @Test
    void aContainerHasItsOverlayOnTheRootAndNoFilesOfTheEngine() {
        mounts("""
                100 99 0:50 / / rw,relatime - overlay overlay rw,lowerdir=/a:/b
                101 100 254:1 /docker/x/hosts /etc/hosts rw - ext4 /dev/vda1 rw
                102 100 254:1 /docker/x/resolv.conf /etc/resolv.conf rw - ext4 /dev/vda1 rw
                103 100 254:1 /docker/x/hostname /etc/hostname rw - ext4 /dev/vda1 rw
                104 100 254:1 /volumes/data /data rw - ext4 /dev/vda1 rw
                """);

        assertThat(names(machine.read(), MOUNTPOINT)).containsExactly("/", "/data");
    }

    @Test
    void subvolumesOfOneFilesystemAreReportedOnce() {
        mounts("""
                10 1 0:30 /@ / rw - btrfs /dev/sda2 rw
                11 10 0:30 /@home /home rw - btrfs /dev/sda2 rw
                """);

        assertThat(names(machine.read(), MOUNTPOINT)).containsExactly("/");
    }

    @Test
    void aLaterMountHidesAnEarlierOneOnTheSamePlace() {
        mounts("""
                10 1 8:1 / / rw - ext4 /dev/sda1 rw
                11 10 8:2 / /data rw - ext4 /dev/sda2 rw
                12 10 8:3 / /data rw - xfs /dev/sda3 rw
                """);

        Reading reading = machine.read();

        assertThat(names(reading, "system.device")).containsExactly("/dev/sda1", "/dev/sda3");
    }

    @Test
    void aContainerThatComesDoesNotChangeTheLayout() {
        mounts(HOST);
        String before = machine.read().layout().id();
        mounts(HOST + "40 27 0:99 / /var/lib/docker/overlay2/def/merged rw - overlay overlay rw\n");

        assertThat(machine.read().layout().id()).isEqualTo(before);
    }

    @Test
    void aDiskThatIsMountedMakesAnotherLayout() {
        mounts(HOST);
        String before = machine.read().layout().id();
        mounts(HOST + "40 27 8:33 / /backup rw - ext4 /dev/sdc1 rw\n");

        Reading reading = machine.read();

        assertThat(reading.layout().id()).isNotEqualTo(before);
        assertThat(names(reading, MOUNTPOINT)).contains("/backup");
    }

    @Test
    void aLineThatIsCutOffIsLeftOut() {
        mounts("27 1 254:0 / / rw - ext4 /dev/vda rw\n28 27 8:1 / /mnt rw,rela");

        assertThat(names(machine.read(), MOUNTPOINT)).containsExactly("/");
    }

    @ParameterizedTest
    @CsvSource({
        "/mnt/a\\040b,/mnt/a b",
        "/mnt/\\134,/mnt/\\",
        "/mnt/x\\04,/mnt/x\\04",
        "/mnt/\\355\\225\\234,/mnt/한",
        "/plain,/plain",
        "\\\\999,\\\\999"
    })
    void octalEscapesStandForBytes(String escaped, String plain) {
        assertThat(MountTable.unescape(escaped)).isEqualTo(plain);
    }

    private static double usage(Reading reading, String state) {
        return value(reading, "system.filesystem.usage", MOUNTPOINT + "=/", "system.filesystem.state=" + state)
                .getAsDouble();
    }

    private void mounts(String lines) {
        machine.file("proc/self/mountinfo", lines);
    }
}
