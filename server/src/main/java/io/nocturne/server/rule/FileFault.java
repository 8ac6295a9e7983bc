package io.nocturne.server.rule;

/// Something that is wrong in `alerts.yml`, or that its author should know.
///
/// **Shape** - `line` and `column` count from 1; `path` as the file has it: `rules[0].warning.raise`, and
/// empty for the file as a whole.
public record FileFault(int line, int column, String path, String message) {

    @Override
    public String toString() {
        return "line %d, column %d: %s%s".formatted(line, column, path.isEmpty() ? "" : path + ": ", message);
    }
}
