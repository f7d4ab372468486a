import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.text.SimpleDateFormat;
import java.util.Base64;
import java.util.Date;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.condition.EvaluationContext;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.model.instance.TreeElement;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;
import org.javarosa.xpath.XPathParseTool;
import org.javarosa.xpath.expr.XPathFuncExpr;
import org.javarosa.xpath.expr.XPathPathExpr;

/**
 * Asks JavaRosa. Without arguments: the expressions on standard input, one a line in base64; for
 * each a line "kind TAB text in base64". With the file of an XForm whose instance is filled: for
 * each leaf a line "path TAB relevant TAB required TAB constraint holds TAB value in base64".
 */
public class Oracle {
    static final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            for (String file : args) {
                ask(file);
            }
            return;
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.println(evaluate(new String(Base64.getDecoder().decode(line), "UTF-8")));
        }
    }

    static String evaluate(String text) {
        try {
            Object found = XPathParseTool.parseXPath(text).eval(null, new EvaluationContext(null));
            if (found instanceof Double) {
                return "number\t" + encoded(found.toString());
            } else if (found instanceof Boolean) {
                return "boolean\t" + encoded(found.toString());
            } else if (found instanceof Date) {
                return "date\t" + encoded(new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSS").format(found));
            }
            return "text\t" + encoded((String) found);
        } catch (Throwable error) {
            return "error\t" + encoded(error.getClass().getSimpleName());
        }
    }

    static void ask(String file) throws Exception {
        new XFormsModule().registerModule();
        new JavaRosaCoreModule().registerModule();
        FormDef form = XFormUtils.getFormFromInputStream(new FileInputStream(file));
        form.initialize(false, new InstanceInitializationFactory());
        tell(form, form.getMainInstance().getRoot(), "");
        out.println("end");
    }

    static void tell(FormDef form, TreeElement element, String above) {
        String path = above + "/" + element.getName() + "[" + (element.getMult() + 1) + "]";
        if (element.getMult() < 0) {
            return; // the template of a repeat
        }
        for (int i = 0; i < element.getNumChildren(); i++) {
            tell(form, element.getChildAt(i), path);
        }
        if (element.isLeaf()) {
            IAnswerData value = element.getValue();
            boolean holds = value == null || form.evaluateConstraint(element.getRef(), value);
            String text = value == null ? "" : XPathFuncExpr.toString(XPathPathExpr.unpackValue(value));
            out.println(String.join("\t", path, "" + element.isRelevant(), "" + element.isRequired(),
                "" + holds, encoded(text)));
        }
    }

    static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
