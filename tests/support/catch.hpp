// Catch2 2.x (Debian 12) and 3.x (Debian 13) under one include.
#pragma once
#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>
#include <catch2/matchers/catch_matchers_all.hpp>
using Catch::Approx; // v2 already puts Approx in the global namespace
#else
#define CATCH_CONFIG_EXTERNAL_INTERFACES // listeners (lifetimes.hpp); here, since the header may be
                                         // precompiled
#include <catch2/catch.hpp>
namespace Catch::Matchers {
inline auto ContainsSubstring(std::string const& text) { return Contains(text); } // the v3 name
} // namespace Catch::Matchers
#endif
