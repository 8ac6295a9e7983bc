package io.nocturne.server.notify;

import io.nocturne.server.notify.channel.Channels;
import io.nocturne.server.oncall.OnCall;
import io.nocturne.server.rule.AlertsFileSection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/// The sections of `alerts.yml` that say who is told: `channels`, `receivers`, `routes`, taken up in this
/// order.
@Configuration(proxyBeanMethods = false)
public class AlertsFileSections {

    private static final int FIRST = 1;
    private static final int SECOND = 2;
    private static final int THIRD = 3;

    /// For a look at a file where there is no server: everything but which receivers a server has is checked.
    public static List<AlertsFileSection> alone() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            // Channels want a clock for what they send; nothing is sent here.
            context.registerBean(Clock.class, () -> Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
            context.scan(Channels.class.getPackageName());
            context.refresh();
            Channels types = context.getBean(Channels.class);
            KnownReceivers known = KnownReceivers.none();
            return List.of(
                    new ChannelsSection(types, known),
                    new ReceiversSection(types, known),
                    new RoutesSection(known, (_, _) -> {}));
        }
    }

    @Bean
    @Order(FIRST)
    AlertsFileSection channelsSection(Channels types, Receivers receivers, OnCall onCall) {
        return new ChannelsSection(types, KnownReceivers.of(receivers, onCall::isSchedule));
    }

    @Bean
    @Order(SECOND)
    AlertsFileSection receiversSection(Channels types, Receivers receivers, OnCall onCall) {
        return new ReceiversSection(types, KnownReceivers.of(receivers, onCall::isSchedule));
    }

    @Bean
    @Order(THIRD)
    AlertsFileSection routesSection(Receivers receivers, RouteList routes, OnCall onCall) {
        return new RoutesSection(KnownReceivers.of(receivers, onCall::isSchedule), routes::put);
    }
}
