package io.nocturne.server.silence;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What silences and absences say together.
record StandingMutes(Silences silences, Absences absences) implements Mutes {

    @Override
    public List<String> muting(Map<String, String> labels, Instant at) {
        return silences.muting(labels, at);
    }

    @Override
    public boolean isAbsenceExpected(Map<String, String> labels, Instant at) {
        return absences.isExpected(labels, at);
    }

    @Override
    public Instant nextAbsence(Instant after) {
        return absences.nextChange(after);
    }
}
