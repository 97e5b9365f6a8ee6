#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <cctype>
#include <map>

namespace lesson_yield_from {

using namespace aio;

class AttributeError final : public Exception {
  public:
    using Exception::Exception;
    char const* type_name() const noexcept override { return "AttributeError"; }
};

std::string upper(Object const& text) {
    if (text.is_none()) throw AttributeError("'NoneType' object has no attribute 'upper'");
    std::string out = text.str();
    for (char& c : out) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return out;
}

struct Module {
    lesson::Knobs const& knobs;

    PlainGenerator<std::string> ask(std::string question) {
        line(2);
        Object const answer = co_yield question;
        local("answer", answer);
        line(3);
        co_return upper(answer);
    }
    PlainGenerator<std::string> interview() {
        std::string name = "?";
        line(6);
        if (knobs.choice("first") == "loop") {
            local("name", name);
            line(6, 1); // for
            auto asked = ask("name?");
            for (auto const& q : asked) {
                local("q", q);
                line(6, 2);
                co_yield q;
                line(6, 1);
            }
        } else {
            name = co_await ask("name?");
            local("name", name);
        }
        line(7);
        std::string const city = co_await ask("city?");
        local("city", city);
        line(8);
        std::string const both = name + " of " + city;
        if (knobs.choice("questions") == "two") co_return both;
        std::string const job = co_await ask("job?");
        local("job", job);
        line(8, 1);
        co_return both + ", " + job;
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // def ask
    line(5); // def interview
    Module module{given.knobs};
    line(10);
    std::map<std::string, std::string> const answers{
        {"name?", "ada"}, {"city?", "london"}, {"job?", "writer"}};
    line(11);
    auto gen = module.interview();
    local("gen", gen);
    line(12);
    std::string question = gen.next().str();
    local("question", question);
    bool const looped = given.knobs.choice("first") == "loop";
    line(13); // while
    for (;;) {
        line(14), print("asked", question);
        line(15); // try
        try {
            line(16), question = gen.send(answers.at(question)).str();
            local("question", question);
        } catch (StopIteration const& stop) {
            line(17); // except
            if (looped) line(17, 3);
            line(18), print("result:", stop.value());
            line(19);
            break;
        } catch (AttributeError const& error) {
            line(17); // except
            line(17, 1), print("AttributeError:", error.what());
            line(17, 2);
            break;
        }
        line(13);
    }
}

} // namespace lesson_yield_from
