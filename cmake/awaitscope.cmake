# What every target of the project shares: warnings, sanitizers, precompiled headers, and one way to declare a library.

add_library(awaitscope_options INTERFACE)
target_compile_options(awaitscope_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow)
# g++ 12 sees an overlap in "a" + std::string where there is none (GCC bug 105651).
target_compile_options(awaitscope_options INTERFACE $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>)
# The inside of libstdc++ 12's stable_sort uses what clang 19 calls deprecated; g++ tells where we do.
target_compile_options(awaitscope_options INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)
set(compiler ${CMAKE_CXX_COMPILER_ID}-${CMAKE_CXX_COMPILER_VERSION})
if(AWAITSCOPE_WERROR STREQUAL "known" AND NOT compiler MATCHES "^(GNU-1[24]|Clang-19)\\.")
  set(AWAITSCOPE_WERROR OFF)
endif()
if(AWAITSCOPE_WERROR)
  target_compile_options(awaitscope_options INTERFACE -Werror)
endif()
if(AWAITSCOPE_SANITIZE STREQUAL "thread")
  target_compile_options(awaitscope_options INTERFACE -fsanitize=thread)
  target_link_options(awaitscope_options INTERFACE -fsanitize=thread)
elseif(AWAITSCOPE_SANITIZE)
  target_compile_options(awaitscope_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=all
                                                     -fno-omit-frame-pointer)
  target_link_options(awaitscope_options INTERFACE -fsanitize=address,undefined)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
endif()

# awaitscope_together(TARGET FILES): compiles so many of its files as one, which costs a third to a half of what they
# cost one by one.
function(awaitscope_together target files)
  if(AWAITSCOPE_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${files})
    # g++ takes what it includes for a header, and warns of frames of coroutines that hold what is local to their file.
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  endif()
endfunction()

# awaitscope_rooms_together(TARGET SOURCES...): compiles each room of it as one file: what a room includes is read once,
# and two files of one room may not have the same name for what is theirs alone.
function(awaitscope_rooms_together target)
  if(AWAITSCOPE_UNITY)
    foreach(source ${ARGN})
      get_filename_component(room ${source} DIRECTORY)
      file(RELATIVE_PATH room ${CMAKE_CURRENT_SOURCE_DIR} ${room})
      string(REPLACE "/" "_" room "room_${room}")
      set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${room})
    endforeach()
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage>)
  endif()
endfunction()

# awaitscope_library(NAME DIRECTORY INCLUDE_ROOT): a static library of every .cpp in DIRECTORY and its rooms.
function(awaitscope_library name directory include_root)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${directory}/*.cpp)
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC $<BUILD_INTERFACE:${include_root}>)
  target_link_libraries(${name} PRIVATE $<BUILD_INTERFACE:awaitscope_options>)
  awaitscope_together(${name} 8)
endfunction()

# awaitscope_install_library(NAME DIRECTORY): other projects get it as awaitscope::NAME, its headers as <DIRECTORY/...>.
function(awaitscope_install_library name directory)
  get_filename_component(folder ${directory} NAME)
  set_target_properties(${name} PROPERTIES OUTPUT_NAME awaitscope_${name})
  target_compile_features(${name} PUBLIC cxx_std_20)
  target_include_directories(${name} PUBLIC $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/awaitscope>)
  install(TARGETS ${name} EXPORT awaitscope ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library)
  install(DIRECTORY ${directory}/ DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/awaitscope/${folder} COMPONENT library
          FILES_MATCHING PATTERN "*.hpp")
endfunction()

# awaitscope_require(PACKAGE DEBIAN_PACKAGE): find_package, or a message that names what to install.
macro(awaitscope_require package debian_package)
  find_package(${package} QUIET)
  if(NOT ${package}_FOUND)
    message(FATAL_ERROR "${package} is missing. Install it: sudo apt-get install ${debian_package} (or start ./run, which does)")
  endif()
endmacro()

# awaitscope_font(OUT_VARIABLE FILE PACKAGE FOLDERS...): where the distribution keeps a font.
function(awaitscope_font out file package)
  find_file(${out} NAMES ${file}.ttf ${file}.otf PATHS ${ARGN} NO_DEFAULT_PATH)
  if(NOT ${out})
    message(FATAL_ERROR "The font ${file} is missing. Install it: sudo apt-get install ${package} (or start ./run, which does)")
  endif()
endfunction()

# awaitscope_program(OUT_VARIABLE NAME DEBIAN_PACKAGE): the distribution's own program, not one of a pyenv or venv.
function(awaitscope_program out name debian_package)
  find_program(${out} ${name} PATHS /usr/bin NO_DEFAULT_PATH)
  find_program(${out} ${name})
  if(NOT ${out})
    message(FATAL_ERROR "${name} is missing. Install it: sudo apt-get install ${debian_package} (or start ./run, which does)")
  endif()
endfunction()
