#include "trace/json.hpp"
#include "support/catch.hpp"
#include "trace/reader.hpp"

#include <string>

namespace {
std::string json(std::string_view text) {
    std::string out;
    trace::append_json(out, text);
    return out;
}
std::string const broken = "\xEF\xBF\xBD"; // U+FFFD
} // namespace

TEST_CASE("plain text is written as it is") {
    CHECK(json("") == "\"\"");
    CHECK(json("fetch('slow', 3)") == "\"fetch('slow', 3)\"");
    CHECK(json("grüße → ✓ 🐍") == "\"grüße → ✓ 🐍\"");
}

TEST_CASE("quotes and backslashes and control characters are escaped") {
    CHECK(json("a\"b") == R"("a\"b")");
    CHECK(json("a\\b") == R"("a\\b")");
    CHECK(json("a\nb") == R"("a\nb")");
    CHECK(json("\t\r\x01\x1f") == R"("\u0009\u000d\u0001\u001f")");
    CHECK(json(std::string_view("\0", 1)) == R"("\u0000")");
    CHECK(json("\x7f") == "\"\x7f\"");
}

TEST_CASE("bytes that are not UTF-8 become the replacement character") {
    CHECK(json("a\x80z") == "\"a" + broken + "z\"");
    CHECK(json("\xC0\xAF") == "\"" + broken + broken + "\"");              // an overlong slash
    CHECK(json("\xED\xA0\x80") == "\"" + broken + broken + broken + "\""); // half of a surrogate pair
    CHECK(json("\xF5\x80\x80\x80").find(broken) == 1);                     // above U+10FFFF
    CHECK(json("caf\xC3") == "\"caf" + broken + "\"");                     // cut in mid-character
    CHECK(json("\xE2\x82") == "\"" + broken + broken + "\"");
    CHECK(json("\xC3(") == "\"" + broken + "(\"");
}

TEST_CASE("a JSON parser reads back every character") {
    for (unsigned code = 0; code < 0x110000; code += code < 0x3000 ? 1 : 0x3F1) {
        if (code >= 0xD800 && code < 0xE000) continue;
        std::string text = "<";
        auto byte = [&](unsigned value) { text += static_cast<char>(value); };
        if (code < 0x80)
            byte(code);
        else if (code < 0x800)
            byte(0xC0 | code >> 6U), byte(0x80 | (code & 63U));
        else if (code < 0x10000)
            byte(0xE0 | code >> 12U), byte(0x80 | (code >> 6U & 63U)), byte(0x80 | (code & 63U));
        else
            byte(0xF0 | code >> 18U), byte(0x80 | (code >> 12U & 63U)), byte(0x80 | (code >> 6U & 63U)),
                byte(0x80 | (code & 63U));
        text += ">";
        auto const back =
            trace::read("{\"awaitscope\":1,\"program\":" + json(text) + "}\n").log.header().program;
        REQUIRE(back == text);
    }
}
