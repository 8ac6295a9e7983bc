package io.nocturne.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.nocturne.house.HouseRules;

@AnalyzeClasses(packages = "io.nocturne.agent", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule oneHttpClient = noClasses()
            .that()
            .resideOutsideOfPackage("io.nocturne.agent.link")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("okhttp3..", "okio..")
            .because("what leaves this host leaves through one door, over TLS");

    @ArchTest
    static final ArchRule oneCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("io.nocturne.agent")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..")
            .because("a configuration is a record, wherever its values were written");

    @ArchTest
    static final ArchRule collectingKnowsNoNetwork = classes()
            .that()
            .resideInAPackage("io.nocturne.agent.collect..")
            .and()
            .resideOutsideOfPackage("io.nocturne.agent.collect.oshi")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.nocturne.agent.collect..",
                    "io.nocturne.agent.log",
                    "io.nocturne.model..",
                    "java..",
                    "org.slf4j..",
                    "org.jspecify..")
            .because("a reading is the same whether it is printed, stored or sent");

    @ArchTest
    static final ArchRule oshiIsReadInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("io.nocturne.agent.collect.oshi")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("oshi..", "com.sun.jna..")
            .because("on Linux the agent is shipped without that library");

    @ArchTest
    static final ArchRule oshiKnowsNoNetworkEither = noClasses()
            .that()
            .resideInAPackage("io.nocturne.agent.collect.oshi")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.nocturne.agent.collect.linux",
                    "io.nocturne.agent.buffer",
                    "io.nocturne.agent.link",
                    "io.nocturne.agent.send")
            .because("a reading is the same whether it is printed, stored or sent");

    @ArchTest
    static final ArchRule systemsAreKnownToTheWiringOnly = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "io.nocturne.agent", "io.nocturne.agent.collect.linux", "io.nocturne.agent.collect.oshi")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.nocturne.agent.collect.linux", "io.nocturne.agent.collect.oshi")
            .because("everything else is the same on every operating system");

    @ArchTest
    static final ArchRule trustIsDecidedInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackages("io.nocturne.agent.trust", "io.nocturne.agent.link")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("javax.net.ssl..")
            .because("one reviewer can read all code that decides whom to believe");

    @ArchTest
    static final ArchRule printingGoesThroughAParameter = noClasses()
            .that()
            .doNotHaveSimpleName("AgentMain")
            .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
            .because("a test reads what a command prints");
}
