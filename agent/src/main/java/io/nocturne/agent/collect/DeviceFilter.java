package io.nocturne.agent.collect;

import java.util.List;
import java.util.regex.Pattern;

/// Which devices of one kind are reported.
///
/// **Shape** - globs over names: `*` stands for any characters, `?` for one, all others for themselves. With
/// globs to include only what they match is reported, even what the agent leaves out by itself; without any
/// its own choice stands. What a glob to exclude matches is never reported.
/// **Threads** - immutable.
public final class DeviceFilter {

    /// The agent's own choice alone.
    public static final DeviceFilter OWN_CHOICE = new DeviceFilter(List.of(), List.of());

    private final List<Pattern> include;
    private final List<Pattern> exclude;

    public DeviceFilter(List<String> include, List<String> exclude) {
        this.include = include.stream().map(DeviceFilter::pattern).toList();
        this.exclude = exclude.stream().map(DeviceFilter::pattern).toList();
    }

    /// Whether a device is reported that the agent's own choice would report or not.
    public boolean admits(String name, boolean ownChoice) {
        boolean included = include.isEmpty() ? ownChoice : matches(include, name);
        return included && !matches(exclude, name);
    }

    private static boolean matches(List<Pattern> globs, String name) {
        for (Pattern glob : globs) {
            if (glob.matcher(name).matches()) {
                return true;
            }
        }
        return false;
    }

    /// Runs of `*` become one, so that no glob takes long to match.
    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        char before = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '?') {
                regex.append('.');
            } else if (c != '*') {
                regex.append(Pattern.quote(String.valueOf(c)));
            } else if (before != '*') {
                regex.append(".*");
            }
            before = c;
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
