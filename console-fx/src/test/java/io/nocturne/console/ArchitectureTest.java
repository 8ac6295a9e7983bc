package io.nocturne.console;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.nocturne.house.HouseRules;

@AnalyzeClasses(packages = "io.nocturne.console", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule truthKnowsNoJavaFx = noClasses()
            .that()
            .resideInAnyPackage("io.nocturne.console.net..", "io.nocturne.console.state..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx..")
            .because("what the console knows is tested and used without a toolkit");

    @ArchTest
    static final ArchRule viewModelsKnowNoScene = noClasses()
            .that()
            .haveSimpleNameEndingWith("ViewModel")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javafx.scene..", "javafx.stage..", "javafx.application..")
            .because("a view model is tested as plain Java");

    @ArchTest
    static final ArchRule viewsSeeOnlyTheirViewModel = noClasses()
            .that()
            .haveSimpleNameEndingWith("View")
            .and()
            .resideInAnyPackage("io.nocturne.console.shell..", "io.nocturne.console.screen..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.nocturne.console.net..", "io.nocturne.console.state..")
            .because("what a view shows it reads from its view model");

    @ArchTest
    static final ArchRule oneCrossing = noClasses()
            .that()
            .doNotHaveSimpleName("FxBridge")
            .and()
            .doNotHaveSimpleName("ConsoleApp")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("javafx.application.Platform")
            .because("there is one crossing to the JavaFX thread");

    @ArchTest
    static final ArchRule screensDoNotKnowEachOther = SlicesRuleDefinition.slices()
            .matching("io.nocturne.console.screen.(*)..")
            .should()
            .notDependOnEachOther()
            .because("a screen is opened by its id");

    @ArchTest
    static final ArchRule drawingStandsAlone = noClasses()
            .that()
            .resideInAnyPackage("io.nocturne.console.chart..", "io.nocturne.console.theme..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.nocturne.console.net..",
                    "io.nocturne.console.state..",
                    "io.nocturne.console.fx..",
                    "io.nocturne.console.shell..",
                    "io.nocturne.console.screen..")
            .because("charts and looks are used by every screen and use none");

    @ArchTest
    static final ArchRule onlyFrontDoorsAreOpen = classes()
            .that()
            .resideInAPackage("io.nocturne.console.screen..")
            .and()
            .areTopLevelClasses()
            .and(new DescribedPredicate<>("are public") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getModifiers().contains(JavaModifier.PUBLIC);
                }
            })
            .should()
            .haveSimpleNameEndingWith("Screen")
            .because("a screen's front door is all that others need");
}
