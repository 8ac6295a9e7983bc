package io.nocturne.server.ingest;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import io.nocturne.model.sample.IngestRequest;
import io.nocturne.model.sample.ProcessSample;
import io.nocturne.model.sample.ScaledVarints;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.sample.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Writes requests as `docs/ingest.proto` says, with Google's protobuf library: names, numbers and types
/// are read from that file, so that a test of the server's reader is a test of the document.
public final class IngestProto {

    private static final String PACKAGE = "nocturne.ingest.v1";
    private static final Pattern MESSAGE = Pattern.compile("message (\\w+) \\{");
    private static final Pattern ONEOF = Pattern.compile("oneof (\\w+) \\{");
    private static final Pattern FIELD =
            Pattern.compile("(optional |repeated )?(map<string, string>|\\w+) (\\w+) = (\\d+);");
    private static final Map<String, FieldDescriptorProto.Type> SCALARS = Map.of(
            "int32", FieldDescriptorProto.Type.TYPE_INT32,
            "int64", FieldDescriptorProto.Type.TYPE_INT64,
            "double", FieldDescriptorProto.Type.TYPE_DOUBLE,
            "string", FieldDescriptorProto.Type.TYPE_STRING,
            "bytes", FieldDescriptorProto.Type.TYPE_BYTES);

    private static final FileDescriptor FILE = load();

    private IngestProto() {}

    public static byte[] encode(IngestRequest request) {
        DynamicMessage.Builder message = builder("IngestRequest");
        set(message, "sequence", request.sequence());
        if (request.layout() != null) {
            DynamicMessage.Builder layout = builder("Layout");
            request.layout().series().forEach(key -> add(layout, "series", series(key)));
            set(message, "layout", layout.build());
        }
        if (request.layoutId() != null) {
            set(message, "layout_id", request.layoutId());
        }
        if (request.intervalMillis() != null) {
            set(message, "interval_millis", request.intervalMillis());
        }
        if (request.sentAt() != null) {
            set(message, "sent_at_millis", request.sentAt().toEpochMilli());
        }
        request.snapshots().forEach(snapshot -> add(message, "snapshots", snapshot(snapshot)));
        return message.build().toByteArray();
    }

    private static DynamicMessage series(SeriesKey key) {
        DynamicMessage.Builder series = builder("Series");
        set(series, "metric", key.metric());
        Descriptor entry = series.getDescriptorForType().findNestedTypeByName("AttributesEntry");
        key.attributes().forEach((name, value) -> {
            DynamicMessage.Builder attribute = DynamicMessage.newBuilder(entry);
            set(attribute, "key", name);
            set(attribute, "value", value);
            add(series, "attributes", attribute.build());
        });
        return series.build();
    }

    private static DynamicMessage snapshot(Snapshot snapshot) {
        DynamicMessage.Builder message = builder("Snapshot");
        set(message, "time_millis", snapshot.time().toEpochMilli());
        set(message, "values", ByteString.copyFrom(ScaledVarints.encode(snapshot.values())));
        snapshot.processes().forEach(process -> add(message, "processes", process(process)));
        return message.build();
    }

    private static DynamicMessage process(ProcessSample process) {
        DynamicMessage.Builder message = builder("Process");
        set(message, "pid", process.pid());
        set(message, "name", process.name());
        if (process.user() != null) {
            set(message, "user", process.user());
        }
        if (process.cpuUtilization() != null) {
            set(message, "cpu_utilization", process.cpuUtilization());
        }
        set(message, "memory_usage", process.memoryUsage());
        return message.build();
    }

    private static DynamicMessage.Builder builder(String message) {
        return DynamicMessage.newBuilder(FILE.findMessageTypeByName(message));
    }

    private static void set(DynamicMessage.Builder message, String field, Object value) {
        message.setField(message.getDescriptorForType().findFieldByName(field), value);
    }

    private static void add(DynamicMessage.Builder message, String field, Object value) {
        message.addRepeatedField(message.getDescriptorForType().findFieldByName(field), value);
    }

    private static FileDescriptor load() {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder()
                .setName("ingest.proto")
                .setPackage(PACKAGE)
                .setSyntax("proto3");
        DescriptorProto.Builder message = DescriptorProto.newBuilder();
        boolean inOneof = false;
        try {
            for (String line : Files.readAllLines(Path.of("..", "docs", "ingest.proto"))) {
                String text = line.replaceFirst("//.*", "").strip();
                Matcher start = MESSAGE.matcher(text);
                Matcher oneof = ONEOF.matcher(text);
                Matcher field = FIELD.matcher(text);
                if (start.matches()) {
                    message = DescriptorProto.newBuilder().setName(start.group(1));
                } else if (oneof.matches()) {
                    message.addOneofDeclBuilder().setName(oneof.group(1));
                    inOneof = true;
                } else if (field.matches()) {
                    addField(message, field, inOneof);
                } else if (text.equals("}") && inOneof) {
                    inOneof = false;
                } else if (text.equals("}")) {
                    file.addMessageType(message);
                }
            }
            return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void addField(DescriptorProto.Builder message, Matcher text, boolean inOneof) {
        FieldDescriptorProto.Builder field =
                FieldDescriptorProto.newBuilder().setName(text.group(3)).setNumber(Integer.parseInt(text.group(4)));
        String type = text.group(2);
        boolean isMap = type.startsWith("map");
        field.setLabel(
                isMap || "repeated ".equals(text.group(1))
                        ? FieldDescriptorProto.Label.LABEL_REPEATED
                        : FieldDescriptorProto.Label.LABEL_OPTIONAL);
        if (isMap) {
            message.addNestedType(entry());
            field.setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                    .setTypeName("." + PACKAGE + "." + message.getName() + ".AttributesEntry");
        } else if (SCALARS.containsKey(type)) {
            field.setType(SCALARS.get(type));
        } else {
            field.setType(FieldDescriptorProto.Type.TYPE_MESSAGE).setTypeName("." + PACKAGE + "." + type);
        }
        if ("optional ".equals(text.group(1))) {
            message.addOneofDeclBuilder().setName("_" + text.group(3));
            field.setProto3Optional(true).setOneofIndex(message.getOneofDeclCount() - 1);
        } else if (inOneof) {
            field.setOneofIndex(message.getOneofDeclCount() - 1);
        }
        message.addField(field);
    }

    private static DescriptorProto entry() {
        return DescriptorProto.newBuilder()
                .setName("AttributesEntry")
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(text("key", 1))
                .addField(text("value", 2))
                .build();
    }

    private static FieldDescriptorProto text(String name, int number) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .setType(FieldDescriptorProto.Type.TYPE_STRING)
                .build();
    }
}
