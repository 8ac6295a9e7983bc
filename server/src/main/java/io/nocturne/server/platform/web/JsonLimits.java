package io.nocturne.server.platform.web;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.nocturne.model.fleet.AgentEvent;
import io.nocturne.model.fleet.AgentEvents;
import io.nocturne.model.json.WireJson;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import java.util.Map;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;

/// What a JSON body may hold is counted while it is read, so that a small body never becomes much
/// memory: nesting, texts and numbers, tokens in all, values in all, the entries of each list and map
/// that an agent fills. What the API does not know is skipped and not kept.
///
/// **Threads** - immutable.
@Component
class JsonLimits implements JsonFactoryBuilderCustomizer, JsonMapperBuilderCustomizer {

    private static final Map<Class<?>, Integer> LONGEST = Map.of(
            SeriesKey.class, Layout.MAX_SERIES,
            Snapshot.class, IngestRequest.MAX_SNAPSHOTS,
            ProcessSample.class, Snapshot.MAX_PROCESSES,
            AgentEvent.class, AgentEvents.MAX_EVENTS);

    @Override
    public void customize(JsonFactoryBuilder factory) {
        factory.streamReadConstraints(WireJson.requestConstraints());
    }

    @Override
    public void customize(JsonMapper.Builder mapper) {
        WireJson.configure(mapper);
        mapper.addModule(new SimpleModule("limits").setDeserializerModifier(new Bounds()))
                .annotationIntrospector(
                        AnnotationIntrospector.pair(new UnknownSkipped(), mapper.annotationIntrospector()));
    }

    /// Puts a count into the reading of lists and maps.
    private static final class Bounds extends ValueDeserializerModifier {

        private static final long serialVersionUID = 1;

        @Override
        public ValueDeserializer<?> modifyCollectionDeserializer(
                DeserializationConfig config,
                CollectionType type,
                BeanDescription.Supplier description,
                ValueDeserializer<?> reading) {
            Integer most = LONGEST.get(type.getContentType().getRawClass());
            return most == null ? reading : new BoundedList(type, most);
        }

        @Override
        public ValueDeserializer<?> modifyMapDeserializer(
                DeserializationConfig config,
                MapType type,
                BeanDescription.Supplier description,
                ValueDeserializer<?> reading) {
            return isOfTexts(type) ? new BoundedTexts(type) : reading;
        }

        private static boolean isOfTexts(JavaType type) {
            return type.getKeyType().hasRawClass(String.class)
                    && type.getContentType().hasRawClass(String.class);
        }
    }

    /// Said on every type: a record's reader would otherwise keep what it does not know until its end.
    private static final class UnknownSkipped extends NopAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public JsonIgnoreProperties.Value findPropertyIgnoralByName(MapperConfig<?> config, Annotated annotated) {
            return JsonIgnoreProperties.Value.forIgnoreUnknown(true);
        }
    }
}
