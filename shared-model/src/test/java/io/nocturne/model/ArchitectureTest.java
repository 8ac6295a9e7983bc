package io.nocturne.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.nocturne.house.HouseRules;

@AnalyzeClasses(packages = "io.nocturne.model", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests house = ArchTests.in(HouseRules.class);

    @ArchTest
    static final ArchRule onlyTheWireAndTheJdk = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "io.nocturne.model..",
                    "java..",
                    "org.jspecify..",
                    "com.fasterxml.jackson.annotation..",
                    "tools.jackson..")
            .because("three programs carry this module");

    @ArchTest
    static final ArchRule publicTypesAreValues = classes()
            .that()
            .arePublic()
            .and()
            .doNotHaveSimpleName("Builder")
            .should(beValues())
            .because("what is sent does not change on the way");

    private static ArchCondition<JavaClass> beValues() {
        return new ArchCondition<>("be records, enums, interfaces or final classes of final fields") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean finalFields = type.getModifiers().contains(JavaModifier.FINAL)
                        && type.getFields().stream()
                                .allMatch(field -> field.getModifiers().contains(JavaModifier.FINAL));
                boolean value = type.isRecord() || type.isEnum() || type.isInterface() || finalFields;
                events.add(new SimpleConditionEvent(type, value, type.getName() + " is not a value"));
            }
        };
    }
}
