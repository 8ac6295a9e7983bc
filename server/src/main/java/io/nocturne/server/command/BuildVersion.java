package io.nocturne.server.command;

import picocli.CommandLine.IVersionProvider;

/// The version that the build wrote into the jar.
public final class BuildVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }

    static String text() {
        String version = BuildVersion.class.getPackage().getImplementationVersion();
        return "nocturne server " + (version == null ? "(built from sources)" : version);
    }
}
