// Print who said what: java -cp 'lib/*' ReadQuotes.java localhost:9092 articles.quotes
// lib/ holds org.apache.kafka:kafka-clients and com.fasterxml.jackson.core:jackson-databind with what they need.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

public class ReadQuotes {
    public static void main(String[] arguments) throws Exception {
        Map<String, Object> settings = Map.of(
            "bootstrap.servers", arguments[0],
            "group.id", "who-said-what-java",
            "auto.offset.reset", "earliest",
            "isolation.level", "read_committed", // never a record of an aborted transaction
            "enable.auto.commit", "false");
        ObjectMapper json = new ObjectMapper();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(arguments[1]));
            while (true) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofSeconds(1))) {
                    JsonNode quote = json.readTree(message.value());
                    // null where nobody could be named; "name" is null where the words are no known entity
                    JsonNode speaker = quote.get("speaker");
                    String name = speaker.isNull() ? "somebody"
                        : speaker.get("name").isNull() ? speaker.get("text").asText() : speaker.get("name").asText();
                    System.out.println(message.key() + ": " + name + ": " + quote.get("text").asText());
                }
                consumer.commitSync(); // after the records were handled
            }
        }
    }

    // Offsets count Unicode code points, Java's strings count UTF-16 units.
    static String between(String text, int start, int end) {
        return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
    }
}
