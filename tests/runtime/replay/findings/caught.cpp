#include "replay/findings/caught.hpp"
#include "support/catch.hpp"

namespace {

replay::Caught caught_at(std::string_view source, std::uint32_t line, std::uint32_t until = 0) {
    return replay::Catching(source).at(line, until);
}

constexpr char const* program = R"(async def one():
    try:
        await a()
        if b:
            await c()
    except ValueError:
        pass
    except (KeyError,
            asyncio.CancelledError):
        await d()
    finally:
        await e()

async def two():
    try:
        try:
            await f()
        except asyncio.CancelledError:
            raise
    except:
        pass

async def three():
    with suppress(asyncio.CancelledError):
        async with timeout(1):
            await g()
)";
} // namespace

TEST_CASE("the except that keeps a cancellation is found by indentation") {
    CHECK(caught_at(program, 3).line == std::nullopt); // names it on its second line only
    CHECK(caught_at("try:\n    await a()\nexcept asyncio.CancelledError:\n    pass\n", 2).line == 3);
    CHECK(caught_at("try:\n    await a()\nexcept Exception:\n    pass\n", 2).line == std::nullopt);
    CHECK(caught_at(program, 10).line == std::nullopt);
    CHECK(caught_at(program, 12).line == std::nullopt);
    CHECK(caught_at(program, 17).line == 20); // the inner one passes it on
    CHECK(caught_at(program, 26).line == 24);
}

TEST_CASE("only what stands within a block counts if one is named") {
    CHECK(caught_at(program, 26, 25).line == std::nullopt);
    CHECK(caught_at(program, 26, 25).reached);
    CHECK(caught_at(program, 25, 25).reached);
    CHECK_FALSE(caught_at(program, 17, 25).reached);
    CHECK(caught_at(program, 0).line == std::nullopt);
    CHECK(caught_at(program, 900).line == std::nullopt);
}
