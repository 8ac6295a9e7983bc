@echo off
rem Nocturne's launcher for Windows: needs JDK 25 (JAVA_HOME or on the PATH) and Maven. See nocturne for the details.
rem SPDX-License-Identifier: Apache-2.0
setlocal
set "root=%~dp0"
if not defined NOCTURNE_SERVER_HEAP set "NOCTURNE_SERVER_HEAP=1g"
rem The same flags as in nocturne; a test holds the two together.
set "server_flags=-Xms64m -Xmx%NOCTURNE_SERVER_HEAP% -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:+ExitOnOutOfMemoryError --enable-native-access=ALL-UNNAMED"
set "agent_flags=-Xms8m -Xmx48m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+UseCompactObjectHeaders -XX:-UsePerfData"
set "java=java"
set "javac=javac"
if defined JAVA_HOME (
    set "java=%JAVA_HOME%\bin\java"
    set "javac=%JAVA_HOME%\bin\javac"
)
set "command=%~1"
if "%command%"=="" goto usage
if "%command%"=="--help" goto usage
"%javac%" -version 2>nul | findstr /b /c:"javac 25" >nul || (
    echo nocturne: no JDK 25 was found. Install one, and set JAVA_HOME to it. 1>&2
    exit /b 1
)
set "arguments="
:next
shift
if "%~1"=="" goto run
set arguments=%arguments% %1
goto next

:run
if "%command%"=="test" (
    cd /d "%root%" && mvn -B -ntp verify %arguments%
    exit /b
)
if not exist "%root%console-fx\target\nocturne-console-fx.jar" (
    echo nocturne: building, a few minutes ... 1>&2
    pushd "%root%" && call mvn -q -B -ntp -DskipTests -Dspotless.check.skip=true package || exit /b 1
    popd
)
if "%command%"=="build" exit /b 0
if "%command%"=="server" (
    "%java%" %server_flags% -jar "%root%server\target\nocturne-server.jar" --data "%root%data" %arguments%
    exit /b
)
if "%command%"=="agent" (
    "%java%" %agent_flags% "-Dnocturne.data=%root%data" -jar "%root%agent\target\nocturne-agent.jar" %arguments%
    exit /b
)
if "%command%"=="console" goto console
if "%command%"=="up" (
    start "Nocturne server" /min "%java%" %server_flags% -jar "%root%server\target\nocturne-server.jar" --data "%root%data"
    set arguments=--server https://localhost:8443 --data "%root%data"
    goto console
)
echo nocturne: there is no command '%command%' 1>&2
exit /b 2

:console
"%java%" -XX:+UseSerialGC -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED -jar "%root%console-fx\target\nocturne-console-fx.jar" %arguments%
exit /b

:usage
echo usage: nocturne COMMAND [options]
echo.
echo   up, server, agent, console, test, build
exit /b 2
