package io.nocturne.agent.collect.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivilegesTest {

    private static final String USER = "65534\t65534\t65534\t65534";
    private static final String OPEN = "22 27 0:20 / /proc rw,relatime shared:13 - proc proc rw";

    @TempDir
    private Path self;

    @Test
    void anOrdinaryUserOfAnOpenProcNeedsNoRemark() throws IOException {
        process(USER, OPEN);

        assertThat(new Privileges(self).remark()).isEmpty();
    }

    @Test
    void rootIsToldThatItIsNotNeeded() throws IOException {
        process("0\t0\t0\t0", OPEN + ",hidepid=invisible");

        assertThat(new Privileges(self).remark())
                .hasValueSatisfying(text -> assertThat(text).contains("root, which it does not need"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hidepid=1", "hidepid=2", "gid=4,hidepid=invisible", "hidepid=noaccess", "hidepid=ptraceable"})
    void aUserFromWhomProcessesAreHiddenIsTold(String option) throws IOException {
        process(USER, OPEN + "," + option);

        assertThat(new Privileges(self).remark())
                .hasValueSatisfying(text -> assertThat(text).contains("processes of other users are not counted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hidepid=0", "hidepid=off"})
    void aProcThatHidesNothingNeedsNoRemark(String option) throws IOException {
        process(USER, OPEN + "," + option);

        assertThat(new Privileges(self).remark()).isEmpty();
    }

    @Test
    void whereThereIsNoProcThereIsNoRemark() {
        assertThat(new Privileges(self.resolve("nowhere")).remark()).isEmpty();
    }

    private void process(String uids, String mount) throws IOException {
        Files.writeString(self.resolve("status"), "Name:\tjava\nUid:\t" + uids + "\nGid:\t0\t0\t0\t0\n");
        Files.writeString(self.resolve("mountinfo"), "21 1 8:1 / / rw - ext4 /dev/sda1 rw\n" + mount + "\n");
    }
}
