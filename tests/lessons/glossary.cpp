#include "knowledge/glossary.hpp"
#include "support/catch.hpp"

#include <string>

namespace {

std::string names(std::string_view text) {
    std::string out;
    for (auto const& found : lesson::terms_in(text))
        out += (out.empty() ? "" : ",") + std::string(found.term->name()) + "@" + std::to_string(found.begin);
    return out;
}

} // namespace

TEST_CASE("terms are found as whole words and the longest counts") {
    CHECK(names("The event loop takes a task.") == "event loop@4,task@23");
    CHECK(names("Tasks in a task group") == "task@0,task group@11");
    CHECK(names("multitasking loops_2 looping") == "");
    CHECK(names("A ready queue is a queue.") == "ready queue@2,queue@19");
    CHECK(names("CancelledError") == "CancelledError@0");
    CHECK(names("") == "");
}

TEST_CASE("each term says what it means in few words and no two have a form in common") {
    std::string all = "|";
    for (lesson::Term const& term : lesson::glossary()) {
        INFO(term.forms);
        CHECK(term.means.size() > 20);
        CHECK(term.means.size() < 220);
        CHECK(term.means.ends_with('.'));
        for (auto from = std::size_t{0}; from <= term.forms.size();) {
            auto const end = std::min(term.forms.find('|', from), term.forms.size());
            std::string const form(term.forms.substr(from, end - from));
            CHECK(all.find("|" + form + "|") == std::string::npos);
            all += form + "|";
            from = end + 1;
        }
    }
}
