package com.wildrydes.template;

import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** YAML as CloudFormation reads it: {@code !Sub x} is {@code {Fn::Sub: x}}, no key stands twice, and there are no aliases. */
final class TemplateYaml extends SafeConstructor {

    TemplateYaml() {
        super(options());
        yamlMultiConstructors.put("!", new Function());
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(0); // CloudFormation knows none
        return options;
    }

    private final class Function extends AbstractConstruct {

        @Override
        public Object construct(Node node) {
            String name = node.getTag().getValue().substring(1);
            Object argument = switch (node.getNodeId()) {
                case scalar -> constructScalar((ScalarNode) node);
                case sequence -> constructSequence((SequenceNode) node);
                case mapping -> constructMapping((MappingNode) node);
                case anchor -> throw new IllegalArgumentException("There must be no aliases, but is " + node);
            };
            if (name.equals("Ref") || name.equals("Condition")) {
                return Map.of(name, argument);
            }
            if (name.equals("GetAtt") && argument instanceof String text) {
                return Map.of("Fn::GetAtt", List.of((Object[]) text.split("\\.", 2)));
            }
            return Map.of("Fn::" + name, argument);
        }
    }
}
