package signalbox.app.connect;

import signalbox.app.shell.FirstCall;

/// The lines that point an app here. Pure.
///
/// @param baseUrl `http://127.0.0.1:4717`
/// @param workload whose route answers
/// @param key the app key; a name in its place while there is none
record Snippets(String baseUrl, String workload, String key) {
    /// Stands where the key will be.
    static final String NO_KEY = "YOUR_SIGNALBOX_KEY";

    /// Stands where the workload will be.
    static final String NO_WORKLOAD = "YOUR_WORKLOAD";

    String of(Client client) {
        return switch (client) {
            case OPENAI_PYTHON -> openAiPython();
            case OPENAI_JS -> openAiJs();
            case ANTHROPIC_SDK -> anthropicSdk();
            case CLAUDE_CODE -> claudeCode();
            case CODEX -> codex();
            case CURL -> new FirstCall(baseUrl, workload, key).curl();
            case LANGCHAIN -> langChain();
            case DOCKER -> docker();
            case ANY -> any();
        };
    }

    private String openAiPython() {
        return """
        from openai import OpenAI

        client = OpenAI(
            base_url="%s/v1",
            api_key="%s",
        )
        answer = client.chat.completions.create(
            model="workload:%s",
            messages=[{"role": "user", "content": "Hello"}],
        )
        print(answer.choices[0].message.content)\
        """
                .formatted(baseUrl, key, workload);
    }

    private String openAiJs() {
        return """
        import OpenAI from "openai";

        const client = new OpenAI({
          baseURL: "%s/v1",
          apiKey: "%s",
        });
        const answer = await client.chat.completions.create({
          model: "workload:%s",
          messages: [{ role: "user", content: "Hello" }],
        });
        console.log(answer.choices[0].message.content);\
        """
                .formatted(baseUrl, key, workload);
    }

    private String anthropicSdk() {
        return """
        from anthropic import Anthropic

        client = Anthropic(
            base_url="%s",
            api_key="%s",
        )
        answer = client.messages.create(
            model="workload:%s",
            max_tokens=256,
            messages=[{"role": "user", "content": "Hello"}],
        )
        print(answer.content[0].text)\
        """
                .formatted(baseUrl, key, workload);
    }

    private String claudeCode() {
        return """
        export ANTHROPIC_BASE_URL=%s
        export ANTHROPIC_AUTH_TOKEN=%s
        claude\
        """
                .formatted(baseUrl, key);
    }

    private String codex() {
        return """
        # ~/.codex/config.toml; in the environment:
        # SIGNALBOX_KEY=%s
        model_provider = "signalbox"

        [model_providers.signalbox]
        name = "Signalbox"
        base_url = "%s/v1"
        env_key = "SIGNALBOX_KEY"
        wire_api = "responses\"\
        """
                .formatted(key, baseUrl);
    }

    private String langChain() {
        return """
        from langchain_openai import ChatOpenAI

        model = ChatOpenAI(
            base_url="%s/v1",
            api_key="%s",
            model="workload:%s",
        )
        print(model.invoke("Hello").content)\
        """
                .formatted(baseUrl, key, workload);
    }

    private String docker() {
        return """
        docker run --network host \\
          -e OPENAI_BASE_URL=%s/v1 \\
          -e OPENAI_API_KEY=%s \\
          YOUR_IMAGE\
        """
                .formatted(baseUrl, key);
    }

    private String any() {
        return """
        OPENAI_BASE_URL=%s/v1
        OPENAI_API_KEY=%s
        OPENAI_MODEL=workload:%s\
        """
                .formatted(baseUrl, key, workload);
    }
}
