#include "catalogue/proposal.hpp"

#include "catalogue/moment.hpp"
#include "replay/answer.hpp"
#include "replay/index.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string_view>
#include <vector>

namespace lesson {
namespace {

struct Told {
    std::size_t position = 0;
    std::string moment, say;
};

// Names of the coroutine functions, in the order of the text.
std::vector<std::string> coroutine_functions(std::string const& program) {
    constexpr std::string_view head = "async def ";
    std::vector<std::string> names;
    for (auto at = program.find(head); at != std::string::npos; at = program.find(head, at + 1)) {
        auto const from = at + head.size();
        std::string const name = program.substr(from, program.find_first_of("( \n", from) - from);
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    }
    return names;
}

std::vector<Told> steps_of(std::string const& program, trace::Log const& log) {
    std::vector<Told> told;
    auto const tell = [&](std::string const& moment, std::string const& say) {
        if (auto const found = find(parse_moment(moment), log)) told.push_back({*found, moment, say});
    };
    for (std::string const& name : coroutine_functions(program)) {
        tell("start " + name, "`" + name + "` begins to run.");
        tell("suspend " + name, "`" + name + "` waits: it gives control back to the loop.");
        tell("return " + name, "`" + name + "` has come to its end.");
    }
    std::stable_sort(told.begin(), told.end(),
                     [](Told const& a, Told const& b) { return a.position < b.position; });
    // One sentence a moment; a lesson of many functions is told by its first dozen.
    told.erase(std::unique(told.begin(), told.end(),
                           [](Told const& a, Told const& b) { return a.position == b.position; }),
               told.end());
    if (told.size() > 12) told.resize(12);
    return told;
}

std::string quoted(std::string const& text) {
    std::string out = "\"";
    for (char const c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + '"';
}

std::string step_text(Told const& step) {
    return "[[step]]\nmoment = " + quoted(step.moment) + "\nsay = " + quoted(step.say) + "\n\n";
}

constexpr std::string_view no_question = R"([[unasked]]
because = "The program prints nothing, and this lesson has no question yet."

)";

// What the last line will be; of a program that prints nothing there is none.
std::string question_text(trace::Log const& log) {
    replay::Index const index(log);
    auto const said = replay::answers(index, {replay::Asks::order, "last", 0, index.size()});
    bool const prints = !said.empty() && said.front() != "nothing";
    if (!prints) return std::string(no_question);
    return R"toml([[question]]
asked = "begin"
decided = "end"
kind = "order"
of = "last"
text = "What will the last line be?"
why = "Say here why it is so."

[[question.choice]]
right = true

[[question.choice]]
text = "(what a learner might believe)"
because = "Say here what is wrong with it, or name a model: `awaitscope models` lists them."

)toml";
}

constexpr std::string_view how_to_go_on =
    R"toml(# Next: a what-if. AUTHORING.md has an example of each thing that may stand here.
# [[knob]]
# name = "pause"
# label = "Seconds"
# type = "int"
# default = 1
# min = 0
# max = 5
# samples = [2]
# replace = [["sleep(1)", "sleep({value})"]]
)toml";

} // namespace

std::string title_of_id(std::string const& id) {
    std::string title = id;
    std::replace(title.begin(), title.end(), '-', ' ');
    if (!title.empty())
        title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(title.front())));
    return title;
}

Proposal propose(std::string const& id, std::string const& program, trace::Log const& log) {
    Proposal proposal;
    proposal.toml = "id = " + quoted(id) + "\ntitle = " + quoted(title_of_id(id)) +
                    "\nidea = \"What a learner knows afterwards, in one sentence.\"\n"
                    "misconception = \"What a learner may believe before.\"\n"
                    "chapter = 100\nchapter_name = \"My lessons\"\norder = 1\ntier = \"core\"\n\n";
    auto const steps = steps_of(program, log);
    for (Told const& step : steps) proposal.toml += step_text(step);
    proposal.toml += question_text(log);
    proposal.toml += how_to_go_on;
    proposal.text =
        "Say here what this program does, and what to look at.\n\nGuess, then step.\n\n## Watch\n\n";
    for (std::size_t i = 0; i < std::min<std::size_t>(steps.size(), 3); ++i)
        proposal.text += "- [" + steps[i].moment + "](<moment:" + steps[i].moment + ">)\n";
    proposal.text += "\n## Why\n\nSay here why it is so.\n";
    return proposal;
}

} // namespace lesson
