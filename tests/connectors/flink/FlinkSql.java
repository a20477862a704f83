import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;

/** Runs a script of SQL; of a query it prints the rows that hold at its end, fields separated by tabs, sorted. */
public final class FlinkSql {
    public static void main(String[] arguments) throws Exception {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        tables.getConfig().set("parallelism.default", "1");
        for (String statement : Files.readString(Path.of(arguments[0])).split(";\\s*(\\n|$)")) {
            String sql = statement.replaceAll("(?m)^--.*$", "").strip();
            if (sql.isEmpty()) {
                continue;
            }
            if (!sql.startsWith("SELECT")) {
                tables.executeSql(sql);
                continue;
            }
            Map<String, Integer> rows = new TreeMap<>();
            try (var found = tables.executeSql(sql).collect()) {
                while (found.hasNext()) {
                    Row row = found.next();
                    boolean isGone = row.getKind() == RowKind.DELETE || row.getKind() == RowKind.UPDATE_BEFORE;
                    rows.merge(written(row), isGone ? -1 : 1, Integer::sum);
                }
            }
            rows.forEach((row, times) -> System.out.print((row + "\n").repeat(times)));
            System.out.println("--");
        }
    }

    private static String written(Row row) {
        StringJoiner fields = new StringJoiner("\t");
        for (int place = 0; place < row.getArity(); place++) {
            fields.add(String.valueOf(row.getField(place)));
        }
        return fields.toString();
    }
}
